package words_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"footnote/app/models"
	"footnote/app/words"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/provider"
)

// goWords lists words from the errors of Go's own packages.
var goWords = []string{"dial", "tcp", "lookup", "EOF", "x509", "tls:", "net/http", "malformed", "invalid character", "unmarshal", "json:", "connection refused", "%!", "<nil>", "context "}

func TestModelCauseQuotesNoProgram(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	answering := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, body) // a client that has gone needs no answer
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	untrusted := httptest.NewTLSServer(nil)
	defer untrusted.Close()
	for address, want := range map[string]string{
		"http://" + closed.Addr().String():                 "nothing answers at " + closed.Addr().String(),
		untrusted.URL:                                      "verify the identity of",
		answering(200, "hello"):                            "Footnote doesn't understand",
		answering(503, `{"error":"busy"}`):                 "status 503: “busy”",
		answering(404, `{"error":"no such model"}`):        "“no such model”",
		answering(401, ""):                                 "status 401",
		answering(418, `{"error":{"message":"tea"}}`):      "status 418: “tea”",
		"http://user@localhost":                            "must not contain",
		"http://2130706433":                                "127.0.0.1",
		"localhost":                                        "http://",
		strings.Replace(untrusted.URL, "https", "http", 1): "",
	} {
		_, err := provider.Models(t.Context(), provider.Config{Kind: provider.Compatible, Address: address}, provider.Options{})
		if err == nil {
			t.Errorf("%s: no error", address)
			continue
		}
		why := (words.Language{}).ModelCause(err)
		if !strings.Contains(why, want) {
			t.Errorf("%s: %q, want %q in it", address, why, want)
		}
		for _, word := range goWords {
			if strings.Contains(why, word) {
				t.Errorf("%s: %q is Go's", address, why)
			}
		}
	}
	const unknown = "the server gives no reason"
	for _, err := range []error{
		provider.ErrNoKey, provider.ErrCutOff, provider.ErrAnswer, provider.ErrAway, models.ErrChoice, index.ErrModelChanged, embed.ErrSenseless,
		embed.ErrVectors, embed.ErrNotModel, &provider.InsecureError{Host: "h"}, &provider.LimitError{}, &provider.ConfigError{Problem: provider.NoModel},
	} {
		if why := (words.Language{}).ModelCause(fmt.Errorf("try the model: %w", err)); why == unknown || strings.HasSuffix(why, ".") {
			t.Errorf("%v: %q", err, why)
		}
	}
	if why := (words.Language{}).ModelCause(errors.New("dial tcp")); why != unknown {
		t.Errorf("any other: %q", why)
	}
}
