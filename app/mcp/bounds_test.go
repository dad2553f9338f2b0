package mcp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// refusal calls a tool and returns the reason it refuses, or "" if it does not.
func (c *client) refusal(tool string, arguments map[string]any) string {
	c.Helper()
	data, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": "c", "method": "tools/call", "params": map[string]any{"name": tool, "arguments": arguments}})
	if err != nil {
		c.Fatal(err)
	}
	c.send(string(data) + "\n")
	a := c.next()
	if a.Error != nil {
		return fmt.Sprintf("%d %s", a.Error.Code, a.Error.Message)
	}
	var result struct {
		IsError bool
		Content []struct{ Text string }
	}
	if err := json.Unmarshal(a.Result, &result); err != nil || len(result.Content) == 0 {
		c.Fatalf("%s: %v", a.line, err)
	}
	if !result.IsError {
		return ""
	}
	return result.Content[0].Text
}

func TestInputIsBounded(t *testing.T) {
	c := serve(t, t.Context(), emptyLibrary{})
	c.initialize("2025-06-18")
	many := func(n int) []string {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("/a/b%d", i)
		}
		return names
	}
	huge := strings.Repeat("x", 1<<20)
	for _, test := range []struct {
		tool      string
		arguments map[string]any
		want      string
	}{
		{"search", map[string]any{"question": huge}, "question has 1048576 bytes; give at most 10000"},
		{"search", map[string]any{"question": "x", "limit": 101}, "limit is 101; give a number from 1 to 100"},
		{"search", map[string]any{"question": "x", "limit": -1}, "limit is -1"},
		{"search", map[string]any{"question": "x", "limit": 1e18}, "limit is 1000000000000000000"},
		{"search", map[string]any{"question": "x", "limit": 1e300}, "limit"},
		{"search", map[string]any{"question": "x", "folders": many(50_000)}, "folders has 50000 entries; give at most 1000"},
		{"search", map[string]any{"question": "x", "types": many(50_000)}, "types has 50000 entries; give at most 1000"},
		{"search", map[string]any{"question": "x", "folders": []string{huge}}, "a folder has 1048576 bytes; give at most 32768"},
		{"search", map[string]any{"question": "x", "types": []string{huge}}, "a type has 1048576 bytes"},
		{"search", map[string]any{"question": "x", "folders": []any{1}}, "folders"},
		{"search", map[string]any{"question": "x", "surprise": 1}, "surprise"},
		{"read", map[string]any{"path": huge}, "path has 1048576 bytes"},
		{"read", map[string]any{"path": "/a", "bytes": 100_001}, "bytes is 100001; give a number from 1 to 100000"},
		{"read", map[string]any{"path": "/a", "bytes": -1}, "bytes is -1"},
		{"read", map[string]any{"path": "/a", "start": 1}, "not a document of the library"},
		{"list", map[string]any{"source": huge}, "source has 1048576 bytes"},
		{"list", map[string]any{"source": "/a", "offset": -1}, "offset is -1; give a number from 0"},
	} {
		if got := c.refusal(test.tool, test.arguments); !strings.Contains(got, test.want) || len(got) > 300 {
			t.Errorf("%s %.60v: %.400q, want %q", test.tool, test.arguments, got, test.want)
		}
	}
	if got := c.refusal("search", map[string]any{"question": "x", "limit": 100, "folders": many(1000), "types": many(1000)}); got != "" {
		t.Errorf("at its bounds: %s", got)
	}
	c.end()
}
