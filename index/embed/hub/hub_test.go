package hub

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/embed/embedtest"
	"footnote/index/embed/hub/hubtest"
)

var tiny = Model{Name: "tiny", Repo: "somebody/tiny"}

// quick returns a hub that waits for nothing, and how long it would have waited.
func quick(server *hubtest.Server) (*Hub, *[]time.Duration) {
	h := New(server.URL)
	var waits []time.Duration
	h.wait = func(ctx context.Context, d time.Duration) error {
		waits = append(waits, d)
		return ctx.Err()
	}
	return h, &waits
}

// holds returns an error unless a folder has exactly these files.
func holds(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			found = append(found, filepath.ToSlash(name))
			data, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(data, files[filepath.ToSlash(name)]) {
				t.Errorf("%s is not what it should be: %v", name, err)
			}
		}
		return err
	})
	slices.Sort(found)
	if want := slices.Sorted(maps.Keys(files)); err != nil || !slices.Equal(found, want) {
		t.Errorf("the folder has %q, want %q: %v", found, want, err)
	}
}

func TestFetch(t *testing.T) {
	files := embedtest.Files()
	files["sentence_bert_config.json"] = []byte(`{"max_seq_length": 32}`)
	server := hubtest.New(t, files)
	server.Change(func(s *hubtest.Server) {
		s.Files = maps.Clone(files)
		s.Files["onnx/model.safetensors"] = []byte("not a part of the model")
	})
	h, _ := quick(server)
	dir := filepath.Join(t.TempDir(), "tiny")
	var last Progress
	if err := h.Fetch(t.Context(), tiny, dir, func(p Progress) {
		if p.Done < last.Done || p.Done > p.All {
			t.Errorf("%+v after %+v", p, last)
		}
		last = p
	}); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, files)
	all := 0
	for _, data := range files {
		all += len(data)
	}
	if last.Done != last.All || last.All != int64(all) {
		t.Errorf("%+v of %d bytes", last, all)
	}
	var e *Error
	if err := h.Fetch(t.Context(), tiny, dir, nil); !errors.As(err, &e) || e.Problem != There {
		t.Errorf("again: %v", err)
	}
}

func TestFetchGoesOnAfterACut(t *testing.T) {
	for _, noRanges := range []bool{false, true} {
		server := hubtest.New(t, embedtest.Files())
		server.Change(func(s *hubtest.Server) { s.CutAfter, s.Cuts, s.NoRanges = 5000, 2, noRanges })
		h, waits := quick(server)
		dir := filepath.Join(t.TempDir(), "tiny")
		if err := h.Fetch(t.Context(), tiny, dir, nil); err != nil {
			t.Fatal(err)
		}
		holds(t, dir, embedtest.Files())
		if len(*waits) != 2 || !slices.Contains(server.Asked(), "GET model.safetensors bytes=5000-") {
			t.Errorf("waited %v, asked %q", *waits, server.Asked())
		}
	}
}

// What an earlier Fetch brought is used by the next, which stays with its commit.
func TestFetchGoesOnLater(t *testing.T) {
	server := hubtest.New(t, embedtest.Files())
	server.Change(func(s *hubtest.Server) { s.CutAfter, s.Cuts = 5000, 100 })
	h, _ := quick(server)
	dir := filepath.Join(t.TempDir(), "tiny")
	h.wait = func(context.Context, time.Duration) error { return errors.New("the program ends") }
	if err := h.Fetch(t.Context(), tiny, dir, nil); err == nil {
		t.Fatal("no error")
	}
	server.Change(func(s *hubtest.Server) { s.Cuts, s.NewCommit = 0, strings.Repeat("a", 40) })
	h, _ = quick(server)
	if err := h.Fetch(t.Context(), tiny, dir, nil); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, embedtest.Files())
	if !slices.Contains(server.Asked(), "GET model.safetensors bytes=5000-") {
		t.Errorf("asked %q", server.Asked())
	}
}

func TestFetchStopsAtOnce(t *testing.T) {
	server := hubtest.New(t, embedtest.Files())
	server.Change(func(s *hubtest.Server) { s.Silent = true })
	h, _ := quick(server)
	ctx, cancel := context.WithCancel(t.Context())
	dir := filepath.Join(t.TempDir(), "tiny")
	err := h.Fetch(ctx, tiny, dir, func(p Progress) {
		if p.File == "model.safetensors" {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a model is in its place: %v", err)
	}
}

func TestFetchGivesUpByName(t *testing.T) {
	plain := httptest.NewServer(nil)
	plain.Close()
	for name, c := range map[string]struct {
		change func(s *hubtest.Server)
		hub    func(h *Hub)
		want   Problem
	}{
		"no such model":       {change: func(s *hubtest.Server) { s.Files = nil }, want: Missing},
		"no such file":        {change: func(s *hubtest.Server) { s.Content = 404 }, want: Missing},
		"an account":          {change: func(s *hubtest.Server) { s.Status = 401 }, want: Refused},
		"too many requests":   {change: func(s *hubtest.Server) { s.Status, s.After = 429, "3600" }, want: Busy},
		"busy for long":       {change: func(s *hubtest.Server) { s.Status = 503 }, want: Busy},
		"an odd status":       {change: func(s *hubtest.Server) { s.Status = 418 }, want: Failing},
		"a proxy":             {change: func(s *hubtest.Server) { s.Status = 407 }, want: ProxyPassword},
		"other bytes":         {change: func(s *hubtest.Server) { s.Other = true }, want: Changed},
		"an endless file":     {change: func(s *hubtest.Server) { s.Endless = true }, want: Changed},
		"no hash":             {change: func(s *hubtest.Server) { s.NoHashes = true }, want: Unproven},
		"cuts":                {change: func(s *hubtest.Server) { s.CutAfter, s.Cuts, s.NoRanges = 1, 1000, true }, want: Cut},
		"silence":             {change: func(s *hubtest.Server) { s.Silent, s.NoRanges = true, true }, hub: func(h *Hub) { h.silent = 10 * time.Millisecond }, want: Cut},
		"plain http":          {change: func(s *hubtest.Server) { s.Elsewhere = "http://models.example" }, want: Astray},
		"a plain hub":         {hub: func(h *Hub) { h.base = "http://models.example" }, want: Astray},
		"nobody":              {hub: func(h *Hub) { h.base = plain.URL }, want: NoNetwork},
		"no space":            {hub: func(h *Hub) { h.free = func(string) (int64, error) { return spare, nil } }, want: NoSpace},
		"an unknown part":     {change: func(s *hubtest.Server) { s.Files["modules.json"] = []byte(`[{"type": "LSTM"}]`) }, want: Unusable},
		"a part elsewhere":    {change: func(s *hubtest.Server) { s.Files["modules.json"] = []byte(`[{"path": "../..", "type": "Pooling"}]`) }, want: Unusable},
		"a list that is none": {change: func(s *hubtest.Server) { s.Files["modules.json"] = []byte("no list") }, want: Unusable},
		"a large list":        {change: func(s *hubtest.Server) { s.Files["modules.json"] = make([]byte, 2<<20) }, want: TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			server := hubtest.New(t, embedtest.Files())
			h, _ := quick(server)
			if c.change != nil {
				server.Change(c.change)
			}
			if c.hub != nil {
				c.hub(h)
			}
			dir := filepath.Join(t.TempDir(), "tiny")
			var e *Error
			if err := h.Fetch(t.Context(), tiny, dir, nil); !errors.As(err, &e) || e.Problem != c.want {
				t.Errorf("got %v, want %d", err, c.want)
			}
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("half a model is in its place: %v", err)
			}
			if e != nil && e.Problem == Busy && e.After != map[string]time.Duration{"3600": time.Hour}[server.After] {
				t.Errorf("again after %v", e.After)
			}
			if data, err := os.ReadFile(filepath.Join(Staging(dir), "model.safetensors")); len(data) > len(embedtest.Files()["model.safetensors"]) {
				t.Errorf("%d bytes were kept, %v", len(data), err)
			}
		})
	}
}

func TestFetchFromAHubThatCannotProveWhoItIs(t *testing.T) {
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	var e *Error
	if err := New(untrusted.URL).Fetch(t.Context(), tiny, filepath.Join(t.TempDir(), "tiny"), nil); !errors.As(err, &e) || e.Problem != Untrusted {
		t.Errorf("got %v", err)
	}
}

func TestTheCatalogue(t *testing.T) {
	names := map[string]bool{}
	for i, m := range Catalogue() {
		if names[m.Name] || m.Name == "" || !strings.HasSuffix(m.Repo, "/"+m.Name) || m.Use == 0 || m.Licence == "" || m.Bytes < 3e6*int64(m.Parameters) || (m.Use == Recommended) != (i == 0) {
			t.Errorf("%+v", m)
		}
		names[m.Name] = true
		if found, ok := Find(m.Name); !ok || found != m {
			t.Errorf("%s is not found", m.Name)
		}
	}
}
