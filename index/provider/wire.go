package provider

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	dialTimeout = 10 * time.Second
	// answerTimeout bounds the wait for the first byte. A server may have to load a model of many gigabytes from a slow disk.
	answerTimeout = 5 * time.Minute
	maxErrorBytes = 64 << 10 // read from an error answer
	tailBytes     = 2 << 10  // kept of an answer to check that it is complete
)

// A call is one use of a langchaingo client. The clients hide some or all of what went wrong on the wire. The wire records it here, and do
// turns it into a named error.
type call struct {
	failed error // nil as long as nothing failed
	body   *tail // of the last successful answer
}

type callKey struct{}

// do runs use, which calls a langchaingo client with the given context. It returns a named error without the key.
func do(ctx context.Context, key *redactor, use func(ctx context.Context) error) error {
	c := &call{}
	err := use(context.WithValue(ctx, callKey{}, c))
	broken := c.body != nil && c.body.broken() // a client may mistake a broken connection for the end
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case c.failed != nil:
		return c.failed
	case broken || errors.Is(err, ErrCutOff):
		return ErrCutOff
	case err != nil:
		return fmt.Errorf("%w: %s", ErrAnswer, key.text(err.Error()))
	}
	return nil
}

// A wire is the transport under every client.
type wire struct {
	config Config
	opt    Options
	key    *redactor
	next   http.RoundTripper
}

// client returns an HTTP client for one configuration.
func client(c Config, opt Options) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone() // it uses the system's proxies
	transport.DialContext = (&net.Dialer{Timeout: dialTimeout}).DialContext
	if c.here() {
		transport.Proxy, transport.DialContext = nil, dialHere
		transport.DisableKeepAlives = true // net/http logs what a server sends on an idle connection
	}
	transport.ResponseHeaderTimeout = answerTimeout
	return &http.Client{
		Transport: &wire{config: c, opt: opt, key: newRedactor(opt.Key), next: transport},
		// A redirection could send elsewhere what was meant for this computer.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	c, _ := req.Context().Value(callKey{}).(*call)
	if c == nil {
		c = &call{}
	}
	if base, err := url.Parse(w.config.Base()); err != nil || req.URL.Scheme != base.Scheme || req.URL.Host != base.Host {
		c.failed = &ConfigError{Problem: BadClient, Kind: w.config.Kind} // it would send the key to another server
		return nil, c.failed
	}
	if w.opt.OnSend != nil && !w.config.Local() {
		w.opt.OnSend(w.config.Destination())
	}
	req = req.Clone(req.Context())
	if w.opt.Key == "" {
		req.Header.Del("Authorization") // langchaingo's client requires one
	}
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		if req.Context().Err() != nil {
			return nil, req.Context().Err()
		}
		c.failed = &AwayError{Host: w.config.Host(), Absence: absenceOf(err)}
		return nil, c.failed // err may quote the server
	}
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		if w.config.Kind == Anthropic && w.key != nil {
			resp.Body = &lineRedactor{ReadCloser: resp.Body, redactor: w.key} // whose client logs unknown events
		}
		c.body = &tail{ReadCloser: resp.Body}
		resp.Body = c.body
		return resp, nil
	}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBytes)) // the part that can be read is enough
	_ = resp.Body.Close()                                           // the answer has been read
	c.failed = w.named(resp, body)
	resp.Body = io.NopCloser(bytes.NewReader(nil)) // the client must not interpret it
	return resp, nil
}

// absenceOf returns why a server did not answer.
func absenceOf(err error) Absence {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	var op *net.OpError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return NoSuchHost
	case errors.As(err, &certificate):
		return Untrusted
	case errors.As(err, &timeout) && timeout.Timeout():
		return Silent
	case errors.As(err, &op) && op.Op == "dial":
		return NobodyThere
	}
	return Garbled
}

// named turns an error answer into a named error.
func (w *wire) named(resp *http.Response, body []byte) error {
	message := shorten(w.key.text(errorMessage(body)))
	refusal := &RefusalError{Status: resp.StatusCode, Message: message}
	switch status := resp.StatusCode; {
	case status == http.StatusUnauthorized || status == http.StatusForbidden || badKey(status, message):
		if w.opt.Key == "" {
			return fmt.Errorf("%w: %w", ErrNoKey, refusal)
		}
		return fmt.Errorf("%w: %w", ErrKey, refusal)
	case status == http.StatusTooManyRequests:
		return &LimitError{RetryAfter: retryAfter(resp.Header.Get("Retry-After"), time.Now()), Message: message}
	case status == http.StatusNotFound:
		return fmt.Errorf("%w %s: %w", ErrModel, w.config.Model, refusal)
	case status == http.StatusRequestTimeout || status >= 500:
		return &AwayError{Host: w.config.Host(), Absence: Failing, Status: status, Message: message}
	}
	return refusal
}

// badKey reports whether an answer with status 400 is about the key, as Google's is.
func badKey(status int, message string) bool {
	return status == http.StatusBadRequest && strings.Contains(strings.ToLower(message), "api key not valid")
}

// errorMessage returns a server's error message from {"error": "…"}, {"error": {"message": "…"}}, {"message": "…"}, any of these in a list,
// or plain text.
func errorMessage(body []byte) string {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 {
		body = list[0]
	}
	var object struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
	}
	if json.Unmarshal(body, &object) != nil {
		return strings.TrimSpace(string(body))
	}
	var plain string
	var nested struct {
		Message string `json:"message"`
	}
	switch {
	case json.Unmarshal(object.Error, &plain) == nil:
		return plain
	case json.Unmarshal(object.Error, &nested) == nil && nested.Message != "":
		return nested.Message
	}
	return object.Message
}

// shorten cuts a message to a size that can be shown.
func shorten(message string) string {
	const most = 300
	if len(message) > most {
		return strings.ToValidUTF8(message[:most], "") + "…"
	}
	return message
}

// retryAfter parses the header of that name: seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseFloat(header, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// A tail reads an answer, keeps its end, and records whether it broke off. A client that is stopped may still be reading when its call
// has returned.
type tail struct {
	io.ReadCloser

	mu     sync.Mutex
	end    []byte
	failed error
}

func (t *tail) broken() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed != nil
}

// said returns the end of the answer, as far as it was read.
func (t *tail) said() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.end)
}

// Read implements io.Reader.
func (t *tail) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = append(t.end, p[:n]...)
	if len(t.end) > 2*tailBytes {
		t.end = append([]byte(nil), t.end[len(t.end)-tailBytes:]...)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		t.failed = err
	}
	return n, err
}
