package mcp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"footnote/index"
)

// An empty library has no documents.
type emptyLibrary struct {
	search func(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error)
}

func (l emptyLibrary) Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error) {
	if l.search != nil {
		return l.search(ctx, question, opt)
	}
	return index.Result{Query: question}, nil
}

func (emptyLibrary) Read(context.Context, string) (index.Document, error) {
	return index.Document{}, index.ErrNotFound
}
func (emptyLibrary) Status(context.Context) (index.Status, error) { return index.Status{}, nil }
func (emptyLibrary) Documents(context.Context, string) ([]index.Listed, error) {
	return nil, index.ErrNotSource
}

// A client writes lines to a server and reads its answers.
type client struct {
	*testing.T
	in      *io.PipeWriter
	answers chan answer
	ended   chan error // what Serve returned
}

// An answer is a line that the server wrote.
type answer struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Code    int
		Message string
	} `json:"error"`
	Method string `json:"method"`
	line   string
}

// patience bounds how long a test waits for something that must come.
const patience = time.Minute

func serve(t *testing.T, ctx context.Context, lib Library) *client {
	t.Helper()
	inRead, inWrite := io.Pipe()
	outRead, outWrite := io.Pipe()
	c := &client{T: t, in: inWrite, answers: make(chan answer, 10_000), ended: make(chan error, 1)}
	go func() { c.ended <- Serve(ctx, lib, "1", inRead, outWrite) }()
	go func() {
		defer close(c.answers)
		lines := bufio.NewReader(outRead)
		for {
			text, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			a := answer{line: text}
			if err := json.Unmarshal([]byte(text), &a); err != nil || a.Version != "2.0" {
				t.Errorf("the server writes %q: %v", text, err)
			}
			c.answers <- a
		}
	}()
	t.Cleanup(func() { _ = inWrite.Close() }) // the server has ended, or ends now
	return c
}

func (c *client) send(line string) {
	c.Helper()
	if _, err := io.WriteString(c.in, line); err != nil {
		c.Fatalf("after %.200q: %v", line, err)
	}
}

// next returns the next answer.
func (c *client) next() answer {
	c.Helper()
	select {
	case a, ok := <-c.answers:
		if !ok {
			c.Fatal("the server ended")
		}
		return a
	case <-time.After(patience):
		c.Fatal("no answer comes")
	}
	return answer{}
}

// ping sends a ping and returns the answers that arrive before its own, which must come.
func (c *client) ping(id string) (before []answer) {
	c.Helper()
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%q,"method":"ping"}`+"\n", id))
	for {
		a := c.next()
		if string(a.ID) == fmt.Sprintf("%q", id) {
			if a.Error != nil {
				c.Fatalf("ping is answered with %s", a.line)
			}
			return before
		}
		before = append(before, a)
	}
}

func (c *client) initialize(version string) {
	c.Helper()
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":%q,"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`+"\n", version))
	if a := c.next(); a.Error != nil {
		c.Fatalf("initialize: %s", a.line)
	}
	c.send(`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n")
}

// end closes the input. The server must then end without an error.
func (c *client) end() {
	c.Helper()
	if err := c.in.Close(); err != nil {
		c.Fatal(err)
	}
	select {
	case err := <-c.ended:
		if err != nil {
			c.Errorf("the server ends with %v", err)
		}
	case <-time.After(patience):
		c.Fatal("the server does not end with its input")
	}
}

func TestWhatIsNoMessageIsAnsweredAndPassedOver(t *testing.T) {
	long := `{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("x", maxMessage) + `"}`
	nested := strings.Repeat("[", 100_000)
	cases := []struct {
		name, line string
		code       int    // 0: no answer
		id         string // of the answer
	}{
		{"words", "hello", -32700, "null"},
		{"cut off", `{"jsonrpc":"2.0","id":1,"method":"pi`, -32700, "null"},
		{"two in a line", `{"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"}`, -32700, "null"},
		{"trailing words", `{"jsonrpc":"2.0","id":1,"method":"ping"} x`, -32700, "null"},
		{"single quotes", `{'jsonrpc':'2.0'}`, -32700, "null"},
		{"a NUL", "{\"jsonrpc\":\"2.0\",\x00\"id\":1,\"method\":\"ping\"}", -32700, "null"},
		{"a NUL at the end", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\x00", -32700, "null"},
		{"not UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":\"\xff\",\"method\":\"ping\"}", -32700, "null"},
		{"UTF-16", "{\x00\"\x00", -32700, "null"},
		{"deep", nested, -32700, "null"},
		{"deep and whole", `{"jsonrpc":"2.0","id":1,"method":"ping","params":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`, -32600, "1"},
		{"long", long, -32600, "null"},
		{"null", "null", -32600, "null"},
		{"a number", "17", -32600, "null"},
		{"a string", `"ping"`, -32600, "null"},
		{"nothing in it", "{}", -32600, "null"},
		{"an empty batch", "[]", -32600, "null"},
		{"a batch", `[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]`, -32600, "null"},
		{"a batch of numbers", "[1,2]", -32600, "null"},
		{"no version", `{"id":7,"method":"ping"}`, -32600, "7"},
		{"another version", `{"jsonrpc":"1.0","id":7,"method":"ping"}`, -32600, "7"},
		{"a version that is a number", `{"jsonrpc":2.0,"id":7,"method":"ping"}`, -32600, "7"},
		{"capitals", `{"JSONRPC":"2.0","id":7,"METHOD":"ping"}`, -32600, "7"},
		{"no method", `{"jsonrpc":"2.0","id":"a"}`, -32600, `"a"`},
		{"a method that is a number", `{"jsonrpc":"2.0","id":7,"method":1}`, -32600, "7"},
		{"a method that is null", `{"jsonrpc":"2.0","id":7,"method":null}`, -32600, "7"},
		{"an id that is null", `{"jsonrpc":"2.0","id":null,"method":"ping"}`, -32600, "null"},
		{"an id that is true", `{"jsonrpc":"2.0","id":true,"method":"ping"}`, -32600, "null"},
		{"an id that is an object", `{"jsonrpc":"2.0","id":{},"method":"ping"}`, -32600, "null"},
		{"a broken id", `{"jsonrpc":"2.0","id":1.5,"method":"ping"}`, -32600, "null"},
		{"a great id", `{"jsonrpc":"2.0","id":90071992547409933,"method":"ping"}`, -32600, "null"},
		{"an endless id", `{"jsonrpc":"2.0","id":1e999,"method":"ping"}`, -32600, "null"},
		{"an unknown method", `{"jsonrpc":"2.0","id":7,"method":"dance"}`, -32601, "7"},
		{"an empty method", `{"jsonrpc":"2.0","id":7,"method":""}`, -32601, "7"},
		{"an unknown notification", `{"jsonrpc":"2.0","method":"dance"}`, 0, ""},
		{"an answer to nothing", `{"jsonrpc":"2.0","id":7,"result":{}}`, 0, ""},
		{"an error to nothing", `{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"x"}}`, 0, ""},
		{"an error of another shape", `{"jsonrpc":"2.0","id":7,"error":17}`, 0, ""},
		{"an empty line", "", 0, ""},
		{"blanks", " \t ", 0, ""},
		{"parameters that are a number", `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":17}`, -32602, "7"},
		{"no parameters", `{"jsonrpc":"2.0","id":7,"method":"tools/call"}`, -32600, "7"},
		{"a notification with an id", `{"jsonrpc":"2.0","id":7,"method":"notifications/initialized"}`, -32600, "7"},
		{"a taking back of nothing", `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}`, 0, ""},
	}
	for _, begun := range []bool{true, false} {
		c := serve(t, t.Context(), emptyLibrary{})
		if begun {
			c.initialize("2025-06-18")
		}
		for _, end := range []string{"\n", "\r\n"} {
			for i, test := range cases {
				c.send(test.line + end)
				if test.code != 0 {
					switch a := c.next(); {
					case a.Error == nil || a.Error.Message == "":
						t.Errorf("%s: answered with %s", test.name, a.line)
					case !begun && test.code == -32602: // the session must begin first
					case a.Error.Code != test.code || string(a.ID) != test.id:
						t.Errorf("%s: answered with %s, want the code %d and the id %s", test.name, a.line, test.code, test.id)
					}
				}
				if more := c.ping(fmt.Sprintf("%v%d", begun, i)); len(more) > 0 {
					t.Errorf("%s: answered with %s, too", test.name, more[0].line)
				}
			}
		}
		c.end()
	}
}

func TestMessagesAreTakenAsTheyCome(t *testing.T) {
	c := serve(t, t.Context(), emptyLibrary{})
	for i, line := range []string{
		"\ufeff" + `{"jsonrpc":"2.0","id":0,"method":"ping"}` + "\r\n",
		"\n\r\n  \n" + `  {"jsonrpc":"2.0","id":1,"method":"ping"}  ` + "\n",
		`{ "method" : "ping", "id" : 2.0, "jsonrpc" : "2.0", "more" : [null] }` + "\n",
		`{"jsonrpc":"2.0","id":"3","method":"ping"}` + "\n",
	} {
		c.send(line)
		if a := c.next(); a.Error != nil || strings.Trim(string(a.ID), `"`) != fmt.Sprint(i) {
			t.Errorf("%q: %s", line, a.line)
		}
	}
	c.end()
}

// TestAllIsAnsweredBeforeTheEnd checks that a request is answered even if the input ends right after it, as in a shell pipe.
func TestAllIsAnsweredBeforeTheEnd(t *testing.T) {
	hold := make(chan struct{})
	lib := emptyLibrary{search: func(ctx context.Context, _ string, _ index.SearchOptions) (index.Result, error) {
		select {
		case <-hold:
		case <-ctx.Done():
		}
		return index.Result{}, ctx.Err()
	}}
	c := serve(t, t.Context(), lib)
	c.initialize("2025-06-18")
	for id := range 3 {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"search","arguments":{"question":"x"}}}`+"\n", id))
	}
	c.send(`{"jsonrpc":"2.0","id":2,"method":"ping"}` + "\n") // an id that has no answer yet
	if a := c.next(); a.Error == nil || a.Error.Code != -32600 || string(a.ID) != "null" {
		t.Errorf("an id twice: %s", a.line)
	}
	if err := c.in.Close(); err != nil {
		t.Fatal(err)
	}
	close(hold)
	for range 3 {
		if a := c.next(); a.Error != nil || strings.Contains(a.line, "isError\":true") {
			t.Errorf("answered with %s", a.line)
		}
	}
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	c := serve(t, ctx, emptyLibrary{})
	c.initialize("2025-06-18")
	stop()
	select {
	case err := <-c.ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Fatal("it goes on")
	}
}

// seeds holds messages that a client may send.
var seeds = []string{
	`{"jsonrpc":"2.0","id":5,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{"roots":{"listChanged":true}},"clientInfo":{"name":"t","version":"1"}}}`,
	`{"jsonrpc":"2.0","id":6,"method":"tools/list","params":{"cursor":"x"}}`,
	`{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search","arguments":{"question":"How much?","limit":3,"folders":["/a"],"types":["pdf"],"weak":true}}}`,
	`{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"read","arguments":{"path":"/a/b.txt","start":10,"bytes":20}}}`,
	`{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"list","arguments":{"source":"/a","offset":3}}}`,
	`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7,"reason":"x"}}`,
	`{"jsonrpc":"2.0","id":10,"method":"logging/setLevel","params":{"level":"debug"}}`,
	`{"jsonrpc":"2.0","id":11,"method":"resources/list"}`, `{"jsonrpc":"2.0","id":12,"method":"prompts/get","params":{"name":"x"}}`,
	`{"jsonrpc":"2.0","id":13,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"x"},"argument":{"name":"a","value":"b"}}}`,
	`{"jsonrpc":"2.0","id":14,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","progressToken":1}}}`,
	`{"jsonrpc":"2.0","id":15,"method":"subscriptions/listen","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}`,
	`[{"jsonrpc":"2.0","id":16,"method":"ping"}]`, `{"jsonrpc":"2.0","id":17,"result":{"roots":[]}}`,
}

// mutate changes a message as a faulty client or an attacker may.
func mutate(random *rand.Rand, line []byte) []byte {
	line = bytes.Clone(line)
	for range 1 + random.IntN(4) {
		at := random.IntN(len(line) + 1)
		switch random.IntN(8) {
		case 0: // flip a bit
			if at < len(line) {
				line[at] ^= 1 << random.IntN(8)
			}
		case 1: // cut it off
			line = line[:at]
		case 2: // remove a part
			line = append(line[:at:at], line[min(len(line), at+random.IntN(20)):]...)
		case 3: // repeat a part
			end := min(len(line), at+random.IntN(40))
			line = append(line[:end:end], line[at:]...)
		case 4: // insert bytes
			odd := []string{"\x00", "\xff", "\ufeff", "{", "}", "[", "]", `"`, ":", ",", "null", "1e999", "-1", "\\", `\ud800`, "true", "\r", strings.Repeat("[", 3000)}
			line = append(line[:at:at], append([]byte(odd[random.IntN(len(odd))]), line[at:]...)...)
		case 5: // change a value
			for old, others := range map[string][]string{`"2.0"`: {"2", "null", `"2.1"`}, `"id"`: {`"ID"`, `"iD"`, `""`}, `"params"`: {`"param"`}, ":{": {":[", ":1,"}} {
				if random.IntN(2) == 0 {
					line = bytes.Replace(line, []byte(old), []byte(others[random.IntN(len(others))]), 1)
				}
			}
		case 6: // change a value's type
			types := []string{"null", "true", "17", `"x"`, "[]", "{}", "[1]", `{"a":1}`, "1.5", "-0"}
			if colon := bytes.IndexByte(line[min(at, len(line)):], ':'); colon >= 0 {
				from := at + colon + 1
				to := from + bytes.IndexAny(line[from:], ",}")
				if to >= from {
					line = append(line[:from:from], append([]byte(types[random.IntN(len(types))]), line[to:]...)...)
				}
			}
		case 7: // join two messages
			line = append(line, seeds[random.IntN(len(seeds))]...)
		}
	}
	return line
}

// TestNoLineEndsTheServer sends mutated messages to one server. After each it sends a ping, which must be answered.
func TestNoLineEndsTheServer(t *testing.T) {
	const rounds = 3000
	random := rand.New(rand.NewPCG(13, 32700))
	c := serve(t, t.Context(), emptyLibrary{})
	c.initialize("2025-06-18")
	refused := 0
	for i := range rounds {
		line := mutate(random, []byte(seeds[random.IntN(len(seeds))]))
		c.send(string(line) + "\n")
		for _, a := range c.ping(fmt.Sprintf("p%d", i)) {
			if a.Error != nil {
				if a.Error.Code == 0 || a.Error.Message == "" {
					t.Errorf("%.300q is answered with %s", line, a.line)
				}
				refused++
			}
		}
	}
	if refused < rounds/4 {
		t.Errorf("only %d of %d were refused: they are not mutated enough", refused, rounds)
	}
	c.end()
}

// FuzzLine checks that the server goes on answering after any line, and that it refuses in JSON.
func FuzzLine(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, seed := range seeds {
		f.Add([]byte(seed))
		f.Add(mutate(random, []byte(seed)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c := serve(t, t.Context(), emptyLibrary{})
		c.initialize("2025-06-18")
		c.send(string(text) + "\n")
		c.ping("after")
		c.end()
	})
}
