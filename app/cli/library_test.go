package cli_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // to damage libraries as another program or version would
)

// editLibrary runs an SQL statement on a library's database without the program.
func editLibrary(t testing.TB, l library, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(l.dir, libraryFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func truncateLibrary(t testing.TB, l library, bytes int64) {
	t.Helper()
	if err := os.Truncate(filepath.Join(l.dir, libraryFile), bytes); err != nil {
		t.Fatal(err)
	}
}

// libraryBytes returns the content of a library's database, or of the file in its place.
func libraryBytes(t testing.TB, l library) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(l.dir, libraryFile))
	if err != nil {
		data, err = os.ReadFile(l.dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
