package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"footnote/index/extract/markup"
)

// outlineOfTree describes the nodes of a tree with their positions.
func outlineOfTree(root ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function returns no error
		if !entering {
			b.WriteString(")")
			return ast.WalkContinue, nil
		}
		fmt.Fprintf(&b, "(%s", n.Kind())
		if n.Type() == ast.TypeBlock {
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				fmt.Fprintf(&b, " %d-%d", line.Start, line.Stop)
			}
		}
		if t, ok := n.(*ast.Text); ok {
			fmt.Fprintf(&b, " %d-%d", t.Segment.Start, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Within its bounds, the parser's result is goldmark's.
func TestMarkdownIsParsedAsGoldmarkDoes(t *testing.T) {
	pieces := []string{
		"# a\n", "a\n===\n", "- b\n", "  - c\n", "1. d\n", "> e\n", "```\n", "    f\n", "| g | h |\n|---|---|\n| i |\n", "[j]: k 'l'\n", "[m]: <n>\n", "[j] [m][j] ",
		"*o* **p** ", "~~q~~ ", "`r` ", "[s](t \"u\") ", "![v](w) ", "<http://x.y> ", "http://z.a/b ", "c@d.e ", "<b>f</b> ", "\\* ", "&amp; ", "\n", "\n\n", "  \n", "- [ ] g\n", "---\n",
		"<div>\nh\n</div>\n", "words ", "line\n", "|`\\|`|\n", "[k]: l\n'm\nn'\n",
	}
	own := markup.NewMarkdownParser(false)
	for seed := range uint64(5000) {
		random := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		source := []byte(b.String())
		root, note := own.Parse(source)
		want := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
		if got, want := outlineOfTree(root), outlineOfTree(want); got != want || note != nil {
			t.Fatalf("seed %d: of %q\ngot  %s\nwant %s\nnote %q", seed, source, got, want, note)
		}
	}
}

// A long list of link definitions is read in parts, and completely.
func TestMarkdownHasManyDefinitions(t *testing.T) {
	const count = 1_000
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, "[a%d]: b%d\n", i, i)
	}
	fmt.Fprintf(&b, "\n# [a%d] [a%d] [b]\n", 1, count-1)
	marks, note := markup.NewMarkdownParser(true).Headings(b.String(), 0)
	if len(marks) != 1 || marks[0].Label != "a1 a999 [b]" || note != nil {
		t.Errorf("got %+v with the note %q", marks, note)
	}
}

// Lists nested too deep are plain text, and what follows them is still parsed.
func TestMarkdownNestedTooDeep(t *testing.T) {
	source := strings.Repeat("- ", 200) + "a\n\n# Heading\n"
	marks, note := markup.NewMarkdownParser(true).Headings(source, 0)
	if len(marks) != 1 || marks[0].Label != "Heading" || note == nil {
		t.Errorf("got %+v with the note %q", marks, note)
	}
	layout := layMarkdown(source)
	if n := len(layout.Blocks); n != 2 || layout.Blocks[n-1].Kind != HeadingBlock {
		t.Errorf("laid out as %+v", layout.Blocks)
	}
}
