package extract_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/process"
)

// A bomb is a small file that claims to be, or unpacks to, a very large one.
type bomb struct {
	name, file string
	data       []byte

	text   string    // its beginning; "" if the file is refused
	note   string    // of its note, or its refusal
	reason doc.Class // of the refusal
}

// bombs are the bombs that need no PDFium. Each is made on demand.
func bombs() []func(testing.TB) bomb {
	read := func(name, file string, data func(testing.TB) []byte, text, note string) func(testing.TB) bomb {
		return func(t testing.TB) bomb { return bomb{name: name, file: file, data: data(t), text: text, note: note} }
	}
	plain := func(s string) func(testing.TB) []byte { return func(testing.TB) []byte { return []byte(s) } }
	docx := func(body string) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return extracttest.DOCX(t, body, nil) }
	}
	ods := func(rows string) func(testing.TB) []byte {
		return func(t testing.TB) []byte {
			return extracttest.ODF(t, "spreadsheet", "<table:table>"+rows+"</table:table>", nil)
		}
	}
	sharing := func(shared, cell string, cells int) func(testing.TB) []byte {
		return func(t testing.TB) []byte {
			return extracttest.XLSX(t, "<row>"+strings.Repeat(cell, cells)+"</row>", `<row><c><v>7</v></c></row>`, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + shared + "</t></si></sst>"})
		}
	}
	const billion = "1000000000"
	bs := string(rune(92)) // a backslash
	list := []func(testing.TB) bomb{
		read("far cells", "a.xlsx", func(t testing.TB) []byte {
			return extracttest.XLSX(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row><row r="99999999999999999999"><c r="ZZZZZZZZ9"><v>3</v></c></row>`, "", nil)
		}, "1\n\n", ""),
		read("one long string in many cells", "a.xlsx", sharing(strings.Repeat("x", 1<<20), `<c t="s"><v>0</v></c>`, 100_000), "", "first-mib(24)"),
		read("one long blank string in many cells", "a.xlsx", sharing(strings.Repeat(" ", 20<<20), `<c t="s"><v>0</v></c>`, 50_000), "7", ""),
		read("repeated rows and cells", "a.ods", ods(`<table:table-row table:number-rows-repeated="`+billion+`"><table:table-cell table:number-columns-repeated="`+billion+`">`+extracttest.TextP("a")+"</table:table-cell></table:table-row>"), "a | a | a", ""),
		read("repeated more often than a number can count", "a.ods", ods(`<table:table-row table:number-rows-repeated="9223372036854775807"><table:table-cell table:number-columns-repeated="9223372036854775807">`+extracttest.TextP("a")+`</table:table-cell></table:table-row><table:table-row><table:table-cell>`+extracttest.TextP("end")+"</table:table-cell></table:table-row>"), "a | a", ""),
		read("repeated empty rows", "a.ods", ods(strings.Repeat(`<table:table-row table:number-rows-repeated="`+billion+`"><table:table-cell/></table:table-row><table:table-row><table:table-cell>`+extracttest.TextP("a")+"</table:table-cell></table:table-row>", 100)), "a", ""),
		read("wide cells", "a.docx", docx(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="`+billion+`"/></w:tcPr>`+extracttest.Para("", "a")+"</w:tc><w:tc>"+extracttest.Para("", "b")+"</w:tc></w:tr></w:tbl>"), "a | b", ""),
		read("entities that stand for entities", "a.docx", func(t testing.TB) []byte {
			return extracttest.DOCX(t, "", map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document><w:body>` + extracttest.Para("", "words &c;") + "</w:body></w:document>"})
		}, "words &c;", ""),
		read("a text of many megabytes in one piece", "a.docx", docx(extracttest.Para("", "words")+extracttest.Para("", strings.Repeat("x", 40<<20))), "words", "long-piece(32)"),
		read("much markup", "a.docx", docx(extracttest.Para("", "words")+strings.Repeat("<!--"+strings.Repeat("x", 1<<20)+"-->", 300)), "words", "unpacks"),
		read("binary data", "a.rtf", plain(`{`+bs+`rtf1 words`+bs+`bin2147483647 }`+strings.Repeat("}", 100)), "words", ""),
		read("less than no binary data", "a.rtf", plain(`{`+bs+`rtf1 words`+bs+`bin-5 more}`), "wordsmore", ""),
		read("a million pages that are one", "a.epub", func(t testing.TB) []byte {
			return extracttest.EPUB(t, "<p>words</p>", "", map[string]string{"OEBPS/book.opf": `<package><manifest><item id="b" href="text/b.xhtml"/></manifest><spine>` + strings.Repeat(`<itemref idref="b"/>`, 1_000_000) + "</spine></package>"})
		}, "words", ""),
		read("elements that are opened again", "a.html", func(t testing.TB) []byte {
			return []byte("<p>words" + string(numbered("", "<b id=%d>", "</p>")(t, 400)) + strings.Repeat("<p>a", 200_000))
		}, "words\n\na\n\na", ""),
		read("elements that are opened again behind tables", "a.html", func(t testing.TB) []byte {
			return []byte(string(numbered("<p>words</p>", "<p><b id=%d><table><tr><td></b></table></p>", "")(t, 400)) + strings.Repeat("<p>a", 200_000))
		}, "words\n\na\n\na", ""),
		read("nested elements", "a.html", plain(strings.Repeat("<div>", 5_000)+"foot<b>note</b>s<p>end"), "footnotes\n\nend", "only-words"),
		read("list markers", "a.md", plain(strings.Repeat("- ", 100_000)+"words"), "- - - ", "some-markup"),
		read("bytes in a row", "a.txt.gz", func(t testing.TB) []byte { return []byte(extracttest.Gzipped(t, strings.Repeat("words ", 40<<20/6))) }, "words", "first-unpacked(24)"),
		read("holes", "a.tar", func(t testing.TB) []byte {
			return append([]byte(extracttest.Tarred(t, extracttest.Packed{Name: "a.txt", Data: "words"}))[:1024], holes(3_000, 30<<20)...)
		}, "words", "unpacks"),
		read("a method that says it needs gigabytes", "a.7z", func(t testing.TB) []byte { return wideDictionary(t, extracttest.Archive7z(t, "packed.7z")) }, "The key", ""),
		read("attachments that are the same bytes", "a.msg", func(testing.TB) []byte { return sharedAttachments(900, 6<<20) }, "Subject: words", "rest-too-large"),
		read("streams that go round", "a.msg", func(testing.TB) []byte { return circular() }, "Subject: words", ""),
	}
	return append(list, func(t testing.TB) bomb {
		return bomb{name: "a long list of files", file: "a.zip", data: listed(t, 250_000), reason: doc.TooLarge, note: "archive-lists(200000)"}
	})
}

// check compares a result with what the bomb expects.
func (b bomb) check(t *testing.T, document doc.Document, err error) {
	t.Helper()
	extracttest.CheckOutcome(t, document, err)
	var refusal *doc.Refusal
	switch errors.As(err, &refusal); {
	case b.reason == "" && err != nil:
		t.Errorf("got %v, want a document", err)
	case b.reason == "" && (!strings.HasPrefix(document.Text, b.text) || !strings.Contains(document.Notes.String(), b.note) || b.note == "" && document.Notes != nil):
		t.Errorf("got %d bytes of text %.60q with the note %q", len(document.Text), document.Text, document.Notes)
	case b.reason != "" && (refusal == nil || refusal.Code.Class() != b.reason || !strings.Contains(refusal.Outcome.String(), b.note)):
		t.Errorf("got %v, want a refusal as %s", err, b.reason)
	}
}

// Bombs are read within bounds, and so are the words beside them.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("packs and unpacks some hundred MiB")
	}
	if process.DetectorMemory > 0 {
		t.Skip("the race detector distorts the cost; make test runs this test once more without it")
	}
	const most = 20 * time.Second // of the processor; the slowest takes a few
	x := extract.New("")
	for _, of := range bombs() {
		b := of(t)
		t.Run(b.file+"/"+b.name, func(t *testing.T) {
			start := spent(t)
			document, err := x.Reader(context.Background(), b.file, bytes.NewReader(b.data), int64(len(b.data)))
			if took := spent(t) - start; took > most {
				t.Errorf("took %v", took)
			}
			b.check(t, document, err)
		})
	}
}

// holes returns files of a TAR archive without bytes that are size bytes long (GNU tar, "Sparse Formats", PAX 0.1).
func holes(count, size int) []byte {
	header := func(name string, kind byte, length int) []byte {
		h := make([]byte, 512)
		copy(h, name)
		copy(h[100:], "0000600\x00")
		copy(h[124:], fmt.Sprintf("%011o", length))
		copy(h[136:], "00000000000")
		h[156] = kind
		copy(h[257:], "ustar\x0000")
		copy(h[148:], "        ")
		sum := 0
		for _, c := range h {
			sum += int(c)
		}
		copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
		return h
	}
	record := func(key, value string) string {
		line := " " + key + "=" + value + "\n"
		n := len(line) + 2
		return fmt.Sprint(n) + line
	}
	said := record("GNU.sparse.size", fmt.Sprint(size)) + record("GNU.sparse.numblocks", "1") + record("GNU.sparse.map", fmt.Sprintf("%d,0", size))
	block := make([]byte, 512)
	copy(block, said)
	var b []byte
	for i := range count {
		b = append(b, header("x", 'x', len(said))...)
		b = append(b, block...)
		b = append(b, header(fmt.Sprintf("%d.dat", i), '0', 0)...)
	}
	return b
}

// wideDictionary makes the methods of a 7z archive claim dictionaries of 1.8 GiB.
func wideDictionary(t testing.TB, data []byte) []byte {
	data = bytes.Clone(data)
	le := binary.LittleEndian
	at, size := 32+le.Uint64(data[12:]), le.Uint64(data[20:])
	list := data[at : at+size]
	method := bytes.Index(list, []byte{3, 1, 1, 5, 0x5d})
	if method < 0 {
		t.Fatal("an archive without LZMA")
	}
	le.PutUint32(list[method+5:], 0x70000000)
	le.PutUint32(data[28:], crc32.ChecksumIEEE(list))
	le.PutUint32(data[8:], crc32.ChecksumIEEE(data[12:32]))
	return data
}

// entryOf finds the directory entry of a name in a compound file, from a byte on.
func entryOf(data []byte, name string, from int) int {
	i := bytes.Index(data[from:], append([]byte(extracttest.UTF16(name)), 0, 0))
	if i < 0 {
		return -1
	}
	return from + i
}

// sharedAttachments returns a message whose attachments share the same bytes.
func sharedAttachments(count, size int) []byte {
	f := extracttest.CompoundFolder{
		"__properties_version1.0": extracttest.FixedProperties(32, nil), "__substg1.0_0037001F": extracttest.UTF16("words"),
		"__substg1.0_10130102": "<p>page", "big": strings.Repeat("bytes ", size/6),
	}
	for i := range count {
		f[fmt.Sprintf("__attach_version1.0_#%08X", i)] = extracttest.CompoundFolder{"__substg1.0_3707001F": extracttest.UTF16("a.dat"), "__substg1.0_37010102": "one"}
	}
	data := f.Bytes()
	big := entryOf(data, "big", 0)
	for at := entryOf(data, "__substg1.0_37010102", 0); at >= 0; at = entryOf(data, "__substg1.0_37010102", at+1) {
		copy(data[at+116:at+124], data[big+116:])
	}
	return data
}

// circular returns a message whose body is an endless stream.
func circular() []byte {
	f := extracttest.CompoundFolder{
		"__properties_version1.0": extracttest.FixedProperties(32, nil), "__substg1.0_0037001F": extracttest.UTF16("words"), "__substg1.0_1000001F": extracttest.UTF16(strings.Repeat("long ", 5_000)),
	}
	data := f.Bytes()
	le := binary.LittleEndian
	words := entryOf(data, "__substg1.0_1000001F", 0)
	first := le.Uint32(data[words+116:])
	table := 512 * (1 + int(le.Uint32(data[76:])))
	le.PutUint32(data[table+4*int(first):], first) // it follows itself
	le.PutUint32(data[words+120:], 30<<20)
	return data
}

// listed returns an archive that lists so many empty files.
func listed(t testing.TB, count int) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range count {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := w.Create("z.txt")
	if err == nil {
		_, err = io.WriteString(f, "words")
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
