package provider_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/tmc/langchaingo/llms"

	"footnote/index/provider"
)

const echoedKey = "sk-proj-aZ09bY18cX27dW36eV45fU54"

// secrets returns what must not leak from the key: every run of eight characters, and the key's base64.
func secrets() []string {
	found := []string{base64.StdEncoding.EncodeToString([]byte(echoedKey))[:24], base64.StdEncoding.EncodeToString([]byte("Bearer " + echoedKey))[12:36]}
	for i := 0; i+8 <= len(echoedKey); i++ {
		found = append(found, echoedKey[i:i+8])
	}
	return found
}

// An echo is a way for a server to send back the key it received.
type echo struct {
	name   string
	answer func(w http.ResponseWriter, r *http.Request, key string)
}

func status(code int, format string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, key string) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Echo", key)
		w.WriteHeader(code)
		_, _ = fmt.Fprintf(w, format, key) // a client that has gone needs no answer
	}
}

// raw writes an answer whose bytes need not be HTTP.
func raw(format string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, key string) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = fmt.Fprintf(conn, format, key) // a client that has gone needs no answer
		_ = conn.Close()
	}
}

// inPieces sends the key within an answer, piece by piece, in the protocol of the path.
func inPieces(size int) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, r *http.Request, key string) {
		w.Header().Set("Content-Type", "text/event-stream")
		say := func(text string) string {
			quoted := strconv.Quote(text)
			switch {
			case strings.HasSuffix(r.URL.Path, "/api/chat"):
				return `{"message":{"role":"assistant","content":` + quoted + `},"done":false}` + "\n"
			case strings.HasSuffix(r.URL.Path, "/messages"):
				return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + quoted + "}}\n\n"
			}
			return `data: {"choices":[{"index":0,"delta":{"content":` + quoted + "}}]}\n\n"
		}
		begin, end := "", "data: [DONE]\n\n"
		switch {
		case strings.HasSuffix(r.URL.Path, "/api/chat"):
			end = `{"message":{"role":"assistant","content":""},"done":true}` + "\n"
		case strings.HasSuffix(r.URL.Path, "/messages"):
			begin = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n" +
				"event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n" +
				"event: surprise\ndata: {\"type\":\"surprise\",\"key\":\"" + key + "\"}\n\n"
			end = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
		}
		_, _ = io.WriteString(w, begin)
		for rest := "Your key is " + key + " indeed."; rest != ""; {
			n := min(size, len(rest))
			_, _ = io.WriteString(w, say(rest[:n]))
			w.(http.Flusher).Flush()
			rest = rest[n:]
		}
		_, _ = io.WriteString(w, end)
	}
}

var echoes = []echo{
	{"a nested message", status(401, `{"error":{"message":"Incorrect API key provided: %s"}}`)},
	{"a plain message", status(403, `{"error":"no access with %s"}`)},
	{"a message at the top", status(400, `{"message":"bad key %s"}`)},
	{"a list of errors", status(400, `[{"error":{"message":"API key not valid: %s"}}]`)},
	{"a text", status(500, "panic: key=%s")},
	{"a page", status(502, "<html><title>%s</title></html>")},
	{"a limit", status(429, `{"error":{"message":"limit of %s reached"}}`)},
	{"an unknown model", status(404, `{"error":"model not found for %s"}`)},
	{"bearer", status(418, `{"error":{"message":"Authorization: Bearer %s"}}`)},
	{"a redirection", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.Header().Set("Location", "http://192.0.2.1/?key="+key)
		w.WriteHeader(http.StatusFound)
	}},
	{"JSON escapes", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(401)
		var b strings.Builder
		for _, c := range key {
			fmt.Fprintf(&b, `\u%04x`, c)
		}
		_, _ = fmt.Fprintf(w, `{"error":"no %s"}`, b.String())
	}},
	{"broken JSON with escapes", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(401)
		_, _ = fmt.Fprintf(w, `{"error":"no \u0073k-%s`, key[3:])
	}},
	{"a URL", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(400)
		_, _ = fmt.Fprintf(w, `{"error":"GET /v1?token=%s"}`, url.QueryEscape("Bearer "+key))
	}},
	{"base64", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(400)
		_, _ = fmt.Fprintf(w, `{"error":"got %s"}`, base64.StdEncoding.EncodeToString([]byte("Bearer "+key)))
	}},
	{"masked", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(401)
		_, _ = fmt.Fprintf(w, `{"error":"Incorrect API key provided: %s***************%s."}`, key[:12], key[len(key)-4:])
	}},
	{"cut off in a long message", func(w http.ResponseWriter, _ *http.Request, key string) {
		w.WriteHeader(401)
		_, _ = fmt.Fprintf(w, `{"error":"%s%s"}`, strings.Repeat("x", 290), key)
	}},
	{"an answer that is no JSON", status(200, "hello %s")},
	{"an answer of another shape", status(200, `{"choices":"%[1]s","message":"%[1]s","content":"%[1]s","embeddings":"%[1]s","data":"%[1]s","models":"%[1]s"}`)},
	{"an answer with an error", status(200, `{"error":"no %[1]s","choices":[],"data":[],"content":[]}`)},
	{"an event with an error", status(200, "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"no %[1]s\"}}\n\ndata: {\"error\":{\"message\":\"%[1]s\"}}\n\n")},
	{"a status line", raw("HTTP/1.1 %s\r\n\r\n")},
	{"a status text", raw("HTTP/1.1 401 %s\r\nContent-Length: 0\r\n\r\n")},
	{"a protocol", raw("HTTP/%s 200 OK\r\n\r\n")},
	{"a header that is none", raw("HTTP/1.1 200 OK\r\n%s\r\n\r\n")},
	{"a length that is none", raw("HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n")},
	{"a chunk that is none", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n")},
	{"an encoding that is none", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n")},
	{"no HTTP", raw("%s")},
	{"after the answer", raw("HTTP/1.1 500 no\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}%s")},
	{"names of models", status(200, `{"models":[{"name":"small"},{"name":"%[1]s"}],"data":[{"id":"small"},{"id":"models/%[1]s"}]}`)},
	{"a whole answer", status(200, `{"message":{"role":"assistant","content":"It is %[1]s."},"done":true,"done_reason":"%[1]s",`+
		`"choices":[{"index":0,"message":{"role":"assistant","content":"It is %[1]s.","reasoning_content":"%[1]s"},"finish_reason":"%[1]s"}],`+
		`"type":"message","role":"assistant","content":[{"type":"text","text":"It is %[1]s."}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":4}}`)},
	{"an answer in pieces of 1", inPieces(1)},
	{"an answer in pieces of 5", inPieces(5)},
	{"an answer in one piece", inPieces(1000)},
}

// lastError returns every text in an error and in the errors it wraps.
func lastError(err error) string {
	if err == nil {
		return ""
	}
	said := fmt.Sprintf("%v %+v %#v\n", err, err, err)
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		said += lastError(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			said += lastError(inner)
		}
	}
	return said
}

// TestNothingSaysTheKeyThatAServerEchoes checks errors, answers, names and log output, for every protocol and every use.
func TestNothingSaysTheKeyThatAServerEchoes(t *testing.T) {
	var logged safeBuffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&logged)
	for _, e := range echoes {
		var asked atomic.Int64
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // the request does not matter
			key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
			if key == "" {
				key = r.Header.Get("X-Api-Key")
			}
			if key != echoedKey && !strings.HasPrefix(r.URL.Path, "/api") {
				t.Errorf("%s: the server got no key", e.name)
			}
			asked.Add(1)
			e.answer(w, r, echoedKey) // Ollama's protocol sends no name with a chat: the server has it from the list
		}))
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		for _, kind := range provider.Kinds {
			before := asked.Load()
			said := useAll(t, kind, server.URL)
			for _, secret := range secrets() {
				if strings.Contains(said, secret) {
					t.Errorf("%s, %s: %q is in\n%s", e.name, kind, secret, said)
					break
				}
			}
			if n := asked.Load() - before; n < 3 {
				t.Errorf("%s, %s: the server was asked %d times", e.name, kind, n)
			}
		}
		server.Close()
	}
	for _, secret := range secrets() {
		if strings.Contains(logged.String(), secret) {
			t.Fatalf("logged: %s", logged.String())
		}
	}
}

// useAll uses a server in every way, and returns everything that came back.
func useAll(t *testing.T, kind provider.Kind, address string) (said string) {
	t.Helper()
	config, opt := provider.Config{Kind: kind, Model: "small", Address: address}, provider.Options{Key: echoedKey}
	names, err := provider.Models(t.Context(), config, opt)
	said += lastError(err) + strings.Join(names, " ")
	model, err := provider.LLM(config, opt)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := model.Call(t.Context(), "How much notice?")
	said += lastError(err) + whole
	var mu sync.Mutex
	streamed := ""
	response, err := model.GenerateContent(t.Context(), []llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, "How much notice?")},
		llms.WithStreamingFunc(func(_ context.Context, piece []byte) error {
			mu.Lock()
			defer mu.Unlock()
			streamed += string(piece)
			return nil
		}))
	mu.Lock()
	said += lastError(err) + streamed
	mu.Unlock()
	if response != nil {
		for _, choice := range response.Choices {
			said += fmt.Sprintf("%+v", choice)
		}
	}
	if kind.Embeds() {
		embedder, err := provider.Embedder(config, opt)
		if err != nil {
			t.Fatal(err)
		}
		_, err = embedder.CreateEmbedding(t.Context(), []string{"a"})
		said += lastError(err)
	}
	return said + fmt.Sprintf("%v %+v %#v %s", opt, opt, opt, opt)
}

// A safeBuffer is a buffer that several goroutines may use.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// The error for a server whose name a proxy resolves does not contain the key either.
func TestErrorsOfTheNetworkSayNoKey(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range provider.Kinds {
		_, err := provider.Models(t.Context(), provider.Config{Kind: kind, Address: address}, provider.Options{Key: echoedKey})
		var away *provider.AwayError
		if !errors.As(err, &away) || away.Absence != provider.NobodyThere || !errors.Is(err, provider.ErrAway) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
