package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/index/provider/providertest"
)

// assistant connects the protocol's own client to the program.
func assistant(t *testing.T, l library) *sdk.ClientSession {
	t.Helper()
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &sdk.CommandTransport{Command: l.command("mcp")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// leave ends the session. It must run before the test's context ends.
func leave(t *testing.T, session *sdk.ClientSession) {
	if err := session.Close(); err != nil {
		t.Errorf("the program does not end with its input: %v", err)
	}
}

// call calls a tool, and reads its answer into a T.
func call[T any](t *testing.T, session *sdk.ClientSession, tool string, arguments map[string]any) (answer T, refused string) {
	t.Helper()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		return answer, err.Error()
	}
	text := result.Content[0].(*sdk.TextContent).Text
	if result.IsError {
		return answer, text
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%s answers %s: %v", tool, text, err)
	}
	return answer, ""
}

// TestAssistantWithoutALibrary starts the server before the user makes a library. The server says that there is none, and finds it later.
func TestAssistantWithoutALibrary(t *testing.T) {
	l := newLibrary(t)
	session := assistant(t, l)
	defer leave(t, session)
	for tool, arguments := range map[string]map[string]any{
		"search": {"question": "notice"}, "read": {"path": "/a.txt"}, "list": {}, "list documents": {"source": "/a"},
	} {
		name, _, _ := strings.Cut(tool, " ")
		if _, refused := call[map[string]any](t, session, name, arguments); !strings.Contains(refused, "no library in "+l.dir) || !strings.Contains(refused, "footnote index") {
			t.Errorf("%s: refused with %q", tool, refused)
		}
	}
	if _, err := os.Stat(l.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it made a library: %v", err)
	}
	l.index(write(t, map[string]string{"lease.txt": "The tenant gives three months' notice.\n"}))
	found, refused := call[struct{ Passages []anchored }](t, session, "search", map[string]any{"question": "How much notice?"})
	if refused != "" || len(found.Passages) == 0 || !strings.Contains(found.Passages[0].Text, "three months") {
		t.Errorf("once there is one: %+v, refused with %q", found, refused)
	}
}

type anchored struct {
	Path, Title, Text  string
	Place              struct{ Line int }
	Start, End, Length int
}

func TestAnAssistantSearchesReadsAndLists(t *testing.T) {
	l := leased(t, strings.Repeat("The garden lies behind the house, and the häuschen in it.\n\n", 100))
	session := assistant(t, l)
	defer leave(t, session)
	tools, err := session.ListTools(t.Context(), nil)
	if err != nil || len(tools.Tools) != 3 {
		t.Fatalf("%+v, %v", tools, err)
	}
	for _, tool := range tools.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s may write", tool.Name)
		}
	}
	found, refused := call[struct{ Passages []anchored }](t, session, "search", map[string]any{"question": "How much is the rent?"})
	if refused != "" || len(found.Passages) == 0 {
		t.Fatalf("search: %+v, %s", found, refused)
	}
	p := found.Passages[0]
	text := l.do("text", "--", p.Path)
	if filepath.Base(p.Path) != "lease.txt" || p.Text != text[p.Start:p.End] || p.Place.Line == 0 || !strings.Contains(p.Text, "780 crowns") {
		t.Errorf("search: %+v", p)
	}
	sources, refused := call[struct{ Sources []struct{ Path string } }](t, session, "list", nil)
	if refused != "" || len(sources.Sources) != 1 {
		t.Fatalf("sources: %+v, %s", sources, refused)
	}
	documents, refused := call[struct{ Documents []anchored }](t, session, "list", map[string]any{"source": sources.Sources[0].Path})
	if refused != "" || len(documents.Documents) != 2 {
		t.Fatalf("documents: %+v, %s", documents, refused)
	}
	garden := documents.Documents[1].Path
	whole := l.do("text", "--", garden)
	for _, start := range []int{0, 1000, len(whole) - 1} {
		read, refused := call[anchored](t, session, "read", map[string]any{"path": garden, "start": start, "bytes": 301})
		if refused != "" || read.Text != whole[read.Start:read.End] || read.Start > start || read.End < min(start+200, len(whole)-1) || read.Place.Line == 0 {
			t.Errorf("read at %d: %+v, %s", start, read, refused)
		}
	}
}

func TestAnAssistantIsRefused(t *testing.T) {
	session := assistant(t, leased(t, ""))
	defer leave(t, session)
	for _, c := range []struct {
		tool      string
		arguments map[string]any
		want      string
	}{
		{"search", map[string]any{"question": ""}, "empty"},
		{"search", map[string]any{"question": "rent", "limit": 1000}, "from 1 to 100"},
		{"search", map[string]any{}, "question"},
		{"read", map[string]any{"path": "/etc/passwd"}, "not a document of the library"},
		{"list", map[string]any{"source": "/etc"}, "not a source of the library"},
		{"write", map[string]any{}, "unknown tool"},
	} {
		if _, refused := call[anchored](t, session, c.tool, c.arguments); !strings.Contains(refused, c.want) {
			t.Errorf("%s %v: %q", c.tool, c.arguments, refused)
		}
	}
}

// A lineClient talks to the program line by line.
type lineClient struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

// answer reads answers until the one with the id arrives.
func (c lineClient) answer(id string) string {
	c.t.Helper()
	for {
		line, err := c.out.ReadString('\n')
		if err != nil {
			c.t.Fatalf("no answer to %s: %v", id, err)
		}
		var a struct{ ID json.RawMessage }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			c.t.Fatalf("the program writes %q", line)
		}
		if string(a.ID) == id {
			return line
		}
	}
}

// TestNoLineEndsTheProgram cuts, repeats and corrupts messages to one process at every position, and sends a ping after each.
func TestNoLineEndsTheProgram(t *testing.T) {
	cmd := leased(t, "").command("mcp")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := lineClient{t, in, bufio.NewReader(out)}
	send := func(line string) {
		if _, err := io.WriteString(in, line+"\n"); err != nil {
			t.Fatalf("after %q: %v", line, err)
		}
	}
	send(`{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`)
	c.answer(`"i"`)
	const call = `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search","arguments":{"question":"rent"}}}`
	sent := 0
	for at := range len(call) {
		for _, line := range []string{call[:at], call[:at] + "\x00" + call[at:], call[:at] + call[at+1:], call[:at] + "\xff" + call[at:], call[:at] + "[" + call[at:]} {
			id := fmt.Sprintf("\"p%d\"", sent)
			send(line)
			send(`{"jsonrpc":"2.0","id":` + id + `,"method":"ping"}`)
			if a := c.answer(id); strings.Contains(a, `"error"`) {
				t.Errorf("after %q: %s", line, a)
			}
			sent++
		}
	}
	if sent < 300 {
		t.Fatalf("only %d lines were tried", sent)
	}
	send(strings.Replace(call, `"id":3`, `"id":"last"`, 1)) // lines before may be answered late, as request 3
	if err := in.Close(); err != nil {                      // directly after a request
		t.Fatal(err)
	}
	if a := c.answer(`"last"`); !strings.Contains(a, "780 crowns") {
		t.Errorf("the last question is answered with %s", a)
	}
	if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
		t.Errorf("the program ends with %v and says %q", err, stderr.String())
	}
}

// TestAnAssistantSeesNoKey checks that a note never contains a key that a server echoes, and that the note is in plain words.
func TestAnAssistantSeesNoKey(t *testing.T) {
	const key = "sk-proj-aZ09bY18cX27dW36"
	l := leased(t, "")
	server := providertest.New(t)
	l.do("models", "use", "embedding", "openai-compatible/small", "--address", server.URL+"/v1")
	echo := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"Incorrect key: %s"}}`, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	}))
	server.Close()
	listener, err := net.Listen("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Skip(err) // another process has taken the port
	}
	echo.Listener = listener
	echo.Start()
	defer echo.Close()
	cmd := l.command("mcp")
	cmd.Env = append(cmd.Env, "FOOTNOTE_API_KEY="+key)
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &sdk.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer leave(t, session)
	found, refused := call[struct {
		Passages []anchored
		Note     string
	}](t, session, "search", map[string]any{"question": "How much is the rent?"})
	if refused != "" || len(found.Passages) == 0 || !strings.Contains(found.Note, "“Incorrect key: [key]”") || strings.Contains(found.Note, key[:8]) {
		t.Errorf("%+v, %s", found, refused)
	}
}
