package layout

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// shownText renders a layout: a line for each block with what is shown of it, and the lines between blocks as they are.
func shownText(text string, l Layout) string {
	var b strings.Builder
	at := 0
	for _, block := range l.Blocks {
		writePlain(&b, shownWords(text, doc.Span{Start: at, End: block.Start}, l.Runs))
		fmt.Fprintf(&b, "%s%s %s\n", strings.Repeat(">", block.Quotes), blockName(block), shownWords(text, block.Span, l.Runs))
		at = block.End
	}
	writePlain(&b, shownWords(text, doc.Span{Start: at, End: len(text)}, l.Runs))
	return b.String()
}

// writePlain writes the non-empty lines between blocks.
func writePlain(b *strings.Builder, lines string) {
	for line := range strings.SplitSeq(lines, "/") {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(b, "| %s\n", line)
		}
	}
}

func blockName(b Block) string {
	switch {
	case b.Kind == HeadingBlock:
		return fmt.Sprintf("h%d", b.Level)
	case b.Bullet.Start < b.Bullet.End:
		return fmt.Sprintf("item%d", b.Depth)
	case b.Depth > 0:
		return fmt.Sprintf("in%d", b.Depth)
	}
	return [...]string{"p", "h", "code", "rule", "row", "captions"}[b.Kind]
}

// shownWords returns what is shown of a span, with signs around what looks different.
func shownWords(text string, s doc.Span, runs []Run) string {
	signs := map[Look]string{Strong: "*", Emphasis: "_", Code: "`", Link: "^", Struck: "~"}
	var b strings.Builder
	at := s.Start
	for _, r := range runs {
		if r.End <= s.Start || r.Start >= s.End {
			continue
		}
		b.WriteString(text[at:r.Start])
		at = r.End
		switch {
		case r.Look == LineEnd:
			b.WriteString("⏎")
		case r.Look != Hidden:
			around := ""
			for look, sign := range signs {
				if r.Look == look {
					around = sign
				}
			}
			b.WriteString(around + text[r.Start:r.End] + around)
		}
	}
	b.WriteString(text[at:s.End])
	return strings.ReplaceAll(b.String(), "\n", "/")
}

func TestLayOutMarkdown(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"headings", "# One #\n\nTwo\n===\n\n### `c` *x*\n", "h1 One\nh1 Two\nh3 `c` _x_\n"},
		{"paragraph", "a **b** _c_\nd ~~e~~ [f](g) <http://h.i>\n", "p a *b* _c_/d ~e~ ^f^ ^http://h.i^\n"},
		{"escapes", `1\. \*no\* \a` + "\n", `p 1. *no* \a` + "\n"},
		{"hard line end", "a  \nb\\\nc<br>d\n", "p a⏎b⏎c⏎d\n"},
		{"image and tag", "![alt](x.png) <b>bold</b>\n", "p alt bold\n"},
		{"list", "- a\n  b\n  - c\n\n    d\n- [x] e\n\n12. f\n", "item1 a/b\nitem2 c\nin2 d\nitem1 [x] e\nitem1 f\n"},
		{"quotation", "> a\n> b\n>\n> - c\n", ">p a/b\n>item1 c\n"},
		{"fenced code", "```go\nx := 1\n\n\ty\n```\nz\n", "code x := 1//\ty\np z\n"},
		{"code in a list", "- a\n\n  ```\n  b\n    c\n  ```\n", "item1 a\nin1 b/  c\n"},
		{"indented code", "a\n\n    b\n\n    c\n\nd\n", "p a\ncode b//c\np d\n"},
		{"unclosed code", "```\na", "code a\n"},
		{"empty code", "```\n```\n", "code \n"},
		{"rule", "a\n\n---\n\nb\n", "p a\nrule \np b\n"},
		{"table", "| a | *b* |\n|---|:-:|\n| c \\| d | `e` |\n|  | f |\n", "captions a_b_\nrow c | d`e`\nrow f\n"},
		{"front matter", "---\ntitle: x\n---\na\n", "code ---/title: x/---\np a\n"},
		{"raw HTML stays", "<p align=center>\nx\n</p>\n\n[r]: http://x.y\n", "| <p align=center>\n| x\n| <\n| p>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := Lay("markdown", c.source, doc.Places{})
			checkLayout(t, c.source, l)
			if got := shownText(c.source, l); !strings.HasPrefix(got, c.want) {
				t.Errorf("shown\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestLayOutFlow(t *testing.T) {
	text := "Title\n\nprose | with a bar\n\n- a\n  - b\n3. c\n\nName | Age\nAda | 36\nBob |  | x\n\nend"
	l := Lay("docx", text, doc.Places{Marks: []doc.Mark{{Kind: doc.Heading, Start: 0, Level: 2, Label: "Title"}}})
	checkLayout(t, text, l)
	want := "h2 Title\n| prose | with a bar\nitem1 a\nitem2 b\nitem1 c\nrow NameAge\nrow Ada36\nrow Bobx\n| end\n"
	if got := shownText(text, l); got != want {
		t.Errorf("shown\n%swant\n%s", got, want)
	}
	if got := fmt.Sprint(l.Tables); got != "[{[4 3 1]}]" {
		t.Errorf("tables %s", got)
	}
	sheet := "A heading of a sheet that is long\nx | y"
	l = Lay("csv", sheet, doc.Places{})
	checkLayout(t, sheet, l)
	if len(l.Blocks) != 2 || l.Blocks[0].Kind != RowBlock {
		t.Errorf("blocks of a sheet: %+v", l.Blocks)
	}
	if l := Lay("code", text, doc.Places{}); !l.Verbatim || l.Blocks != nil {
		t.Errorf("source code: %+v", l)
	}
}

// checkLayout checks a layout for what it promises.
func checkLayout(t *testing.T, text string, l Layout) {
	t.Helper()
	at := 0
	for _, b := range l.Blocks {
		if b.Start < at || b.End < b.Start || b.End > len(text) {
			t.Fatalf("block %+v behind %d of %d", b, at, len(text))
		}
		if b.Start > 0 && text[b.Start-1] != '\n' && b.Kind != HeadingBlock || b.End < len(text) && text[b.End] != '\n' {
			t.Fatalf("block %+v is not whole lines", b)
		}
		at = b.Start
		for _, c := range b.Cells {
			if c.Start < at || c.End < c.Start || c.End > b.End || b.Table >= len(l.Tables) {
				t.Fatalf("cells of %+v", b)
			}
			at = c.End
		}
		at = b.End
	}
	at = 0
	for _, r := range l.Runs {
		if r.Start < at || r.End <= r.Start || r.End > len(text) || r.Look == 0 {
			t.Fatalf("run %+v behind %d of %d", r, at, len(text))
		}
		if !utf8.RuneStart(text[r.Start]) || r.End < len(text) && !utf8.RuneStart(text[r.End]) {
			t.Fatalf("run %+v cuts a rune", r)
		}
		at = r.End
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("# a\n\n- b\n  > c\n\n| d | e |\n|---|---|\n| f |\n\n```\ng\n```\n---\n\\* [h](i) <br> `j`\n")
	f.Add("a | b\nc | d\n\n- e\n   1. f")
	f.Add("---\na: b\n---\n\tc\n* * *\n> ```\n> d\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = prose.Canonical(text)
		for _, kind := range []string{"markdown", "html", "csv"} {
			checkLayout(t, text, Lay(kind, text, doc.Places{}))
		}
	})
}

func BenchmarkLayOutMarkdown(b *testing.B) {
	text := strings.Repeat("## A heading\n\nSome *words* of a paragraph with a [link](http://a.b) and `code`,\nwhich goes on.\n\n- an item\n- another\n\n", 10_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Lay("markdown", text, doc.Places{})
	}
}
