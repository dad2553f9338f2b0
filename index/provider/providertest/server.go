// Package providertest is a server for tests that speaks the protocols of Ollama, OpenAI and Anthropic over real HTTP: chats, streamed or
// whole, embeddings and lists of models. What it answers and how it fails is set while it runs.
//
// It is for tests alone and knows no model: vectors are made of the words of a text.
package providertest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A Server answers as one model would. Set its fields with Change, or before it is used.
type Server struct {
	URL string // without a path

	Key    string            // that requests must have; "" for any
	Models []string          // that it has; empty for any
	Dim    int               // of its vectors
	Answer []string          // of a chat, piece by piece
	CutOff bool              // a chat breaks off after half of its pieces
	Hold   <-chan struct{}   // a chat waits for it after half of its pieces, or until the client is gone
	Ever   bool              // a chat says the same again and again, until the client is gone
	Status int               // that it answers everything with, if not 0
	Header map[string]string // with Status
	OnText func(text string) // is called for each text that is embedded
	Salt   string            // makes the vectors others

	mu       sync.Mutex
	server   *httptest.Server
	requests int
	prompts  []string
}

// New starts a server that is closed at the end of the test.
func New(t testing.TB) *Server {
	s := Start()
	t.Cleanup(s.Close)
	return s
}

// Start starts a server. The caller closes it.
func Start() *Server {
	s := &Server{Dim: 64, Answer: []string{"Two ", "months ", "[1]", "."}}
	s.server = httptest.NewServer(s)
	s.URL = s.server.URL
	return s
}

// Change sets fields while the server runs.
func (s *Server) Change(change func(s *Server)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// Close ends the server; connections to it are refused from then on.
func (s *Server) Close() { s.server.Close() }

// Requests is how many requests came in.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Prompts are the bodies of the chats that were asked for.
func (s *Server) Prompts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.prompts...)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests++
	now := *s.settings()
	s.mu.Unlock()
	var body struct {
		Model  string          `json:"model"`
		Input  json.RawMessage `json:"input"`
		Stream bool            `json:"stream"`
	}
	var raw json.RawMessage
	if r.Method == http.MethodPost && json.NewDecoder(r.Body).Decode(&raw) == nil {
		_ = json.Unmarshal(raw, &body) // what is missing is refused below
	}
	switch {
	case now.Status != 0:
		for name, value := range now.Header {
			w.Header().Set(name, value)
		}
		refuse(w, now.Status, "as it was told")
	case now.Key != "" && r.Header.Get("Authorization") != "Bearer "+now.Key && r.Header.Get("X-Api-Key") != now.Key:
		refuse(w, http.StatusUnauthorized, "invalid api key")
	case r.Method == http.MethodGet:
		now.list(w, r.URL.Path)
	case len(now.Models) > 0 && !slices.Contains(now.Models, body.Model):
		refuse(w, http.StatusNotFound, fmt.Sprintf("model %q not found", body.Model))
	case strings.HasSuffix(r.URL.Path, "/embed") || strings.HasSuffix(r.URL.Path, "/embeddings"):
		now.embed(w, r.URL.Path, body.Input)
	default:
		s.mu.Lock()
		s.prompts = append(s.prompts, string(raw))
		s.mu.Unlock()
		now.chat(w, r, body.Stream)
	}
}

// settings is a copy of what can be set.
func (s *Server) settings() *Server {
	return &Server{Key: s.Key, Models: s.Models, Dim: s.Dim, Answer: s.Answer, CutOff: s.CutOff, Hold: s.Hold, Ever: s.Ever, Status: s.Status, Header: s.Header, OnText: s.OnText, Salt: s.Salt}
}

func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	write(w, map[string]any{"error": map[string]any{"message": message}})
}

func write(w http.ResponseWriter, v any) {
	_ = json.NewEncoder(w).Encode(v) // a client that is gone needs no answer
}

func (s *Server) list(w http.ResponseWriter, path string) {
	if path == "/api/tags" {
		models := []map[string]string{}
		for _, name := range s.Models {
			models = append(models, map[string]string{"name": name})
		}
		write(w, map[string]any{"models": models})
		return
	}
	data := []map[string]string{}
	for _, name := range s.Models {
		data = append(data, map[string]string{"id": name})
	}
	write(w, map[string]any{"data": data})
}

// embed answers with one vector a text.
func (s *Server) embed(w http.ResponseWriter, path string, input json.RawMessage) {
	var texts []string
	if json.Unmarshal(input, &texts) != nil {
		texts = make([]string, 1)
		_ = json.Unmarshal(input, &texts[0]) // else it is the empty text
	}
	var vectors [][]float32
	var data []map[string]any
	for i, text := range texts {
		if s.OnText != nil {
			s.OnText(text)
		}
		v := salted(text, s.Salt, s.Dim)
		vectors = append(vectors, v)
		data = append(data, map[string]any{"index": i, "embedding": v})
	}
	if path == "/api/embed" {
		write(w, map[string]any{"embeddings": vectors})
		return
	}
	write(w, map[string]any{"data": data})
}

// Vector is the vector of a text: each of its words counts in one place.
func Vector(text string, dim int) []float32 { return salted(text, "", dim) }

func salted(text, salt string, dim int) []float32 {
	v := make([]float32, dim)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		h := fnv.New32a()
		_, _ = h.Write([]byte(salt + strings.Trim(word, ".,:;?!"))) // a hash never fails
		v[h.Sum32()%uint32(dim)]++
	}
	return v
}
