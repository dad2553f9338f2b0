package provider_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"footnote/index/provider"
	"footnote/index/provider/providertest"
)

func TestLocalIsThisComputer(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.255.255.254": true, "[::1]": true, "[::ffff:127.0.0.1]": true, "[0:0:0:0:0:0:0:1]": true,
		"localhost": true, "LOCALHOST": true, "localhost.": true, "ollama.localhost": true, "a.b.localhost.": true,
		"0.0.0.0": false, "[::]": false, "[::ffff:192.0.2.1]": false, "[::127.0.0.1]": false, "[64:ff9b::7f00:1]": false,
		"[fe80::1%25eth0]": false, "[::1%25eth0]": false, "192.168.1.5": false, "10.0.0.1": false, "128.0.0.1": false,
		"localhost.example.com": false, "localhost.localdomain": false, "127.0.0.1.example.com": false, "notlocalhost": false, "localhost..": false,
		"ip6-localhost": false, "host.docker.internal": false, "example.com": false,
	} {
		for _, scheme := range []string{"http", "https"} {
			config := provider.Config{Kind: provider.Compatible, Model: "m", Address: scheme + "://" + host + ":1234/v1"}
			if err := config.Check(); err != nil {
				t.Errorf("%s: %v", config.Address, err)
			}
			if config.Local() != want {
				t.Errorf("%s: local is %v", config.Address, !want)
			}
		}
	}
}

func TestAddressesThatCannotBeUsed(t *testing.T) {
	for _, address := range []string{
		"localhost:1234", "127.0.0.1:1234", "/v1", "http://", "http:///v1", "http://:1234", "http://?q", "unix:///run/ollama.sock", "http+unix://%2Frun%2Follama.sock/v1",
		"unix:@ollama", "file:///etc/passwd", "ftp://localhost", "http://user@localhost", "http://user:hunter22@localhost", "http://localhost?key=hunter22",
		"http://localhost#x", "http://2130706433", "http://0x7f000001", "http://0x7f.1", "http://127.1", "http://127.0.0.1.", "http://0177.0.0.1", "http://127.0.0.999",
		"http://localhost:99999999", "http://[::1", "http://a b", "http://\x00", "gopher://user:hunter22@localhost", "http://user:hunter22@[::1", "http://%6cocalhost:x",
	} {
		config := provider.Config{Kind: provider.Compatible, Model: "m", Address: address}
		err := config.Check()
		if !errors.Is(err, provider.ErrConfig) && !strings.HasPrefix(address, "http://localhost:9") {
			t.Errorf("%q: %v, want ErrConfig", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter22") {
			t.Errorf("%q: the error tells a password: %v", address, err)
		}
	}
}

// A listener counts its incoming connections.
type listener struct {
	net.Listener
	count atomic.Int64
}

// countingProxy starts a proxy that no request may reach. It answers every request.
func countingProxy(t *testing.T) (address string, count *atomic.Int64) {
	t.Helper()
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &listener{Listener: inner}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"models":[{"name":"stolen"}],"data":[{"id":"stolen"}]}`) // a client that has gone needs no answer
	})}
	go func() { _ = server.Serve(l) }() // it ends with the test
	t.Cleanup(func() { _ = server.Close() })
	return "http://" + inner.Addr().String(), &l.count
}

func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err == nil {
		l.count.Add(1)
	}
	return c, err
}

// TestNothingLocalGoesThroughAProxy runs itself with every proxy variable set, because Go reads them once per process.
func TestNothingLocalGoesThroughAProxy(t *testing.T) {
	const inside = "FOOTNOTE_TEST_ADDRESSES"
	if addresses := os.Getenv(inside); addresses != "" {
		for address := range strings.FieldsSeq(addresses) {
			for _, kind := range []provider.Kind{provider.Ollama, provider.Compatible} {
				config := provider.Config{Kind: kind, Model: "small", Address: address}
				names, err := provider.Models(t.Context(), config, provider.Options{Key: "secret"})
				if err != nil || len(names) != 1 || names[0] != "small" {
					t.Errorf("%s: %q, %v", address, names, err)
				}
			}
		}
		return
	}
	proxy, count := countingProxy(t)
	server := providertest.New(t)
	server.Change(func(s *providertest.Server) { s.Models = []string{"small"} })
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, host := range []string{"127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "localhost.", "LocalHost", "ollama.localhost", "a.b.localhost"} {
		addresses = append(addresses, "http://"+net.JoinHostPort(strings.Trim(host, "[]"), u.Port()))
	}
	for _, noProxy := range []string{"", "example.com", "*"} {
		again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNothingLocalGoesThroughAProxy$", "-test.v")
		again.Env = append(os.Environ(), inside+"="+strings.Join(addresses, " "), "NO_PROXY="+noProxy, "no_proxy="+noProxy)
		for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
			again.Env = append(again.Env, name+"="+proxy)
		}
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("with NO_PROXY=%q: %v\n%s", noProxy, err, out)
		}
	}
	if n := count.Load(); n > 0 {
		t.Errorf("the proxy was asked %d times", n)
	}
	if got, want := server.Requests(), 3*2*len(addresses); got != want {
		t.Errorf("the server was asked %d times, want %d", got, want)
	}
}

// TestLocalhostIsReachedOnEitherAddress checks that a server is found if it listens on only one of the two loopback addresses.
func TestLocalhostIsReachedOnEitherAddress(t *testing.T) {
	for _, at := range []string{"127.0.0.1:0", "[::1]:0"} {
		l, err := net.Listen("tcp", at)
		if err != nil {
			t.Logf("%s: %v", at, err)
			continue
		}
		server := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"data":[{"id":"small"}]}`) // a client that has gone needs no answer
		})}}
		server.Start()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		config := provider.Config{Kind: provider.Compatible, Address: "http://localhost:" + port}
		if names, err := provider.Models(t.Context(), config, provider.Options{}); err != nil || len(names) != 1 {
			t.Errorf("%s: %q, %v", at, names, err)
		}
		server.Close()
	}
}

func TestAKeyIsNotSentInTheClear(t *testing.T) {
	var insecure *provider.InsecureError
	tryAll := func(config provider.Config, key string) []error {
		_, listErr := provider.Models(t.Context(), config, provider.Options{Key: key})
		_, modelErr := provider.LLM(config, provider.Options{Key: key})
		errs := []error{listErr, modelErr}
		if config.Kind.Embeds() {
			_, embedErr := provider.Embedder(config, provider.Options{Key: key})
			errs = append(errs, embedErr)
		}
		return errs
	}
	for _, kind := range provider.Kinds {
		for _, host := range []string{"192.0.2.1", "models.invalid:8080", "0.0.0.0:1", "[::]:1", "[fe80::1%25lo]:1", "[::1%25lo]:1", "localhost.invalid"} {
			config := provider.Config{Kind: kind, Model: "m", Address: "http://" + host + "/v1"}
			for _, err := range tryAll(config, "secret") {
				if !errors.As(err, &insecure) || insecure.Host == "" || strings.Contains(err.Error(), "secret") {
					t.Errorf("%s at %s: %v, want InsecureError", kind, host, err)
				}
			}
			secure := config
			secure.Address = "https://" + host + "/v1"
			if _, err := provider.LLM(secure, provider.Options{Key: "secret"}); err != nil {
				t.Errorf("%s: %v", secure.Address, err)
			}
			config.Insecure = true
			if _, err := provider.LLM(config, provider.Options{Key: "secret"}); err != nil {
				t.Errorf("%s at %s, agreed: %v", kind, host, err)
			}
		}
	}
	for _, host := range []string{"127.0.0.1:1", "localhost:1", "[::1]:1"} {
		if _, err := provider.LLM(provider.Config{Kind: provider.Compatible, Model: "m", Address: "http://" + host}, provider.Options{Key: "secret"}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if _, err := provider.LLM(provider.Config{Kind: provider.Compatible, Model: "m", Address: "http://192.0.2.1"}, provider.Options{}); err != nil {
		t.Errorf("without a key: %v", err)
	}
}

// TestRedirectionsAreRefused checks, in every protocol, that neither a question nor a key follows a server's redirection.
func TestRedirectionsAreRefused(t *testing.T) {
	elsewhere, count := countingProxy(t)
	for _, kind := range provider.Kinds {
		for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
			server := providertest.New(t)
			server.Status, server.Header = status, map[string]string{"Location": elsewhere + "/v1", "Refresh": "0; url=" + elsewhere}
			config, opt := at(kind, server), provider.Options{Key: "secret-key-0123"}
			var refusal *provider.RefusalError
			if _, err := provider.Models(t.Context(), config, opt); !errors.As(err, &refusal) || refusal.Status != status {
				t.Errorf("%s, %d: the list: %v", kind, status, err)
			}
			model, err := provider.LLM(config, opt)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := model.Call(t.Context(), "How much notice?"); !errors.As(err, &refusal) {
				t.Errorf("%s, %d: the answer: %v", kind, status, err)
			}
			if !kind.Embeds() {
				continue
			}
			embedder, err := provider.Embedder(config, opt)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := embedder.CreateEmbedding(t.Context(), []string{"a"}); !errors.As(err, &refusal) {
				t.Errorf("%s, %d: the vectors: %v", kind, status, err)
			}
		}
	}
	if n := count.Load(); n > 0 {
		t.Errorf("a redirection was followed %d times", n)
	}
}
