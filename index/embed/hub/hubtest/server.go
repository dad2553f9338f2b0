// Package hubtest is a server for tests that behaves as Hugging Face's hub does when models are fetched. Start with New.
package hubtest

import (
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Commit is the newest commit of every repository.
const Commit = "0123456789abcdef0123456789abcdef01234567"

// A Server is a hub with one content host. Change changes how it behaves.
type Server struct {
	URL string // of the hub

	Files     map[string][]byte // of every repository
	CutAfter  int               // bytes of a large file after which the connection breaks off; 0 for never
	Cuts      int               // how often it does
	Status    int               // of every answer; 0 for the right one
	Content   int               // status of every answer of the content host; 0 for the right one
	After     string            // Retry-After of an answer that Status tells
	Other     bool              // large files have other bytes than are declared
	Endless   bool              // large files never end
	NoRanges  bool              // ranges are not served
	NoHashes  bool              // no hash is declared
	Elsewhere string            // where large files are redirected to; "" for the content host
	NewCommit string            // is the newest commit instead of Commit; the old one stays
	Silent    bool              // large files stop in the middle, and the connection stays open

	mu      sync.Mutex
	content string // address of the content host
	asked   []string
	closed  chan struct{}
}

// New starts a hub whose repositories hold files. It ends with the test.
func New(t testing.TB, files map[string][]byte) *Server {
	s := &Server{Files: files, closed: make(chan struct{})}
	content := httptest.NewServer(http.HandlerFunc(s.serveContent))
	hub := httptest.NewServer(http.HandlerFunc(s.serveHub))
	s.URL, s.content = hub.URL, content.URL
	t.Cleanup(func() {
		close(s.closed)
		hub.Close()
		content.Close()
	})
	return s
}

// Change changes how the server behaves.
func (s *Server) Change(change func(*Server)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// Asked returns the requests so far: "GET model.safetensors bytes=100-".
func (s *Server) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.asked...)
}

// large reports whether a file is stored apart, as git-lfs does.
func large(file string) bool { return path.Ext(file) == ".safetensors" }

// serveHub answers /OWNER/NAME/resolve/COMMIT/FILE.
func (s *Server) serveHub(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 5)
	if len(parts) < 5 || parts[2] != "resolve" {
		http.NotFound(w, r)
		return
	}
	file := parts[4]
	s.asked = append(s.asked, strings.TrimSpace(r.Method+" "+file+" "+r.Header.Get("Range")))
	newest := Commit
	if s.NewCommit != "" {
		newest = s.NewCommit
	}
	commit := parts[3]
	if commit == "main" {
		commit = newest
	}
	data, ok := s.Files[file]
	switch {
	case s.Status != 0:
		w.Header().Set("Retry-After", s.After)
		w.WriteHeader(s.Status)
		return
	case !ok, commit != Commit && commit != newest:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("X-Repo-Commit", commit)
	if !large(file) {
		if !s.NoHashes {
			w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha1.Sum(append(fmt.Appendf(nil, "blob %d\x00", len(data)), data...))))
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data) // a client that has gone needs no answer
		return
	}
	if !s.NoHashes {
		w.Header().Set("X-Linked-Etag", fmt.Sprintf(`"%x"`, sha256.Sum256(data)))
		w.Header().Set("X-Linked-Size", strconv.Itoa(len(data)))
	}
	to := s.content
	if s.Elsewhere != "" {
		to = s.Elsewhere
	}
	http.Redirect(w, r, to+"/"+file, http.StatusFound)
}

// serveContent answers /FILE.
func (s *Server) serveContent(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	data := append([]byte{}, s.Files[strings.TrimPrefix(r.URL.Path, "/")]...)
	endless, silent, noRanges, status := s.Endless, s.Silent, s.NoRanges, s.Content
	if s.Other {
		data[len(data)-1]++
	}
	cut := 0
	if s.CutAfter > 0 && s.Cuts > 0 {
		s.Cuts--
		cut = s.CutAfter
	}
	s.mu.Unlock()
	if status != 0 {
		w.WriteHeader(status)
		return
	}
	start := 0
	if asked := r.Header.Get("Range"); asked != "" && !noRanges {
		if _, err := fmt.Sscanf(asked, "bytes=%d-", &start); err != nil || start >= len(data) {
			w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return
		}
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, len(data)-1, len(data)))
	}
	rest := data[start:]
	if !endless {
		w.Header().Set("Content-Length", strconv.Itoa(len(rest)))
	}
	if start > 0 {
		w.WriteHeader(http.StatusPartialContent)
	}
	if cut > 0 {
		_, _ = w.Write(rest[:min(cut, len(rest))]) // the connection is given up
		panic(http.ErrAbortHandler)
	}
	if silent {
		_, _ = w.Write(rest[:len(rest)/2]) // the rest never comes
		w.(http.Flusher).Flush()
		select {
		case <-s.closed:
		case <-r.Context().Done():
		}
		return
	}
	for {
		if _, err := w.Write(rest); err != nil || !endless {
			return
		}
	}
}
