package process

import (
	"slices"
	"testing"
)

func TestWorkerEnvironment(t *testing.T) {
	given := []string{"PATH=/bin", "OPENAI_API_KEY=x", "github_token=x", "DB_PASSWORD=x", "LANG=de_DE.UTF-8"}
	if got, want := WorkerEnvironment(given), append([]string{"PATH=/bin", "LANG=de_DE.UTF-8"}, workerSettings...); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if given[1] != "OPENAI_API_KEY=x" {
		t.Error("it changed what it was given")
	}
}
