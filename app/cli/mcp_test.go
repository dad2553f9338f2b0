package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
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

// leave ends the session. It has to run before the test's context ends.
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
