package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract"
)

func TestAWorkerIsToldNoSecret(t *testing.T) {
	for _, name := range []string{"OPENAI_API_KEY", "FOOTNOTE_API_KEY", "FOOTNOTE_PASSWORD", "GITHUB_TOKEN", "aws_secret_access_key", "PGPASSWORD"} {
		t.Setenv(name, "hunter22")
	}
	told := filepath.Join(t.TempDir(), "told")
	t.Setenv("FOOTNOTE_TEST_ENVIRONMENT", told)
	t.Setenv(asWorker, "environment")
	pool := extract.NewPool(1, workerCommand("environment")...)
	if _, err := pool.File(t.Context(), os.Args[0]); err == nil {
		t.Error("a worker that died read the file")
	}
	if err := pool.Close(); err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "hunter22") || !strings.Contains(string(data), asWorker) {
		t.Errorf("it was told\n%s", data)
	}
}
