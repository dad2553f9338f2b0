package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestNamesThatAreNotUTF8ComeBack checks that a search result leads back to its file, whatever bytes the file's name has.
func TestNamesThatAreNotUTF8ComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "caf\xe9 100%")
	const name = "mietvertr\xe4ge #1?.txt"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(rent), 0o600); err != nil {
		t.Skip(err) // the file system accepts only UTF-8
	}
	put(t, filepath.Join(dir, "größe.txt"), "The häuschen in the garden is green.\n")
	l := newLibrary(t)
	l.do("index", dir)
	type located struct{ Path, URI, Text string }
	type failed struct{ URI string }

	session := assistant(t, l)
	defer leave(t, session)
	found, refused := call[struct{ Passages []located }](t, session, "search", map[string]any{"question": "How much is the rent?"})
	if refused != "" || len(found.Passages) == 0 || found.Passages[0].URI == "" {
		t.Fatalf("search: %+v, %s", found, refused)
	}
	uri := found.Passages[0].URI
	for _, key := range []string{uri, "file://" + (&urlPath{path}).String()} {
		if read, refused := call[located](t, session, "read", map[string]any{"path": key}); refused != "" || read.Text != rent || read.URI != uri {
			t.Errorf("read %s: %+v, %s", key, read, refused)
		}
	}
	if _, refused := call[located](t, session, "read", map[string]any{"path": found.Passages[0].Path}); refused == "" {
		t.Error("a path with replaced characters reads something")
	}
	listed, refused := call[struct{ Sources []located }](t, session, "list", nil)
	if refused != "" || len(listed.Sources) != 1 {
		t.Fatalf("sources: %+v, %s", listed, refused)
	}
	documents, refused := call[struct{ Documents []located }](t, session, "list", map[string]any{"source": listed.Sources[0].URI})
	if refused != "" || len(documents.Documents) != 2 {
		t.Fatalf("documents: %+v, %s", documents, refused)
	}
	for _, d := range documents.Documents {
		if _, refused := call[located](t, session, "read", map[string]any{"path": d.URI}); refused != "" {
			t.Errorf("read what is listed: %+v: %s", d, refused)
		}
	}
	within, refused := call[struct{ Passages []located }](t, session, "search", map[string]any{"question": "rent", "folders": []string{listed.Sources[0].URI}})
	if refused != "" || len(within.Passages) == 0 {
		t.Errorf("search in the folder: %+v, %s", within, refused)
	}

	search := loosely[struct{ Passages []located }](t, l.do("search", "--json", "How much is the rent?"))
	if got := search.Passages[0].URI; got != uri {
		t.Errorf("search --json: %s, want %s", got, uri)
	}
	if got := loosely[located](t, l.do("text", "--json", uri)); got.Text != rent || got.URI != uri {
		t.Errorf("text --json: %+v", got)
	}
	asked := loosely[struct{ Quotations []located }](t, l.do("ask", "--json", "How much is the rent?"))
	if len(asked.Quotations) == 0 || asked.Quotations[0].URI != uri {
		t.Errorf("ask --json: %+v", asked)
	}
	status := loosely[struct {
		Sources []located
		Failed  []failed
	}](t, l.do("status", "--json"))
	if len(status.Sources) != 1 || status.Sources[0].URI != listed.Sources[0].URI {
		t.Errorf("status --json: %+v", status)
	}
	l.do("remove", status.Sources[0].URI)
	if status := loosely[struct{ Sources []located }](t, l.do("status", "--json")); len(status.Sources) != 0 {
		t.Errorf("not removed: %+v", status)
	}
}

// A urlPath is a path with every byte escaped except slashes, as another program may write it.
type urlPath struct{ path string }

func (u *urlPath) String() string {
	const digits = "0123456789abcdef"
	var b []byte
	for _, c := range []byte(u.path) {
		if c == '/' {
			b = append(b, c)
			continue
		}
		b = append(b, '%', digits[c>>4], digits[c&15])
	}
	return string(b)
}

// loosely decodes some of the fields of a JSON object.
func loosely[T any](t *testing.T, s string) (value T) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &value); err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	return value
}
