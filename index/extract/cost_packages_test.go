package extract_test

import (
	"archive/tar"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func hostilePackages() []hostile {
	const head = "From: a@b.c\nTo: d@e.f\nSubject: g\n"
	body := func(piece string) func(testing.TB, int) []byte { return after(head+"\n", piece, "a") }
	msg := func(of func(n int) extracttest.CompoundFolder) func(testing.TB, int) []byte {
		return func(_ testing.TB, n int) []byte {
			f := of(n)
			f["__properties_version1.0"] = extracttest.FixedProperties(32, nil)
			return f.Bytes()
		}
	}
	files := func(pack func(testing.TB, ...extracttest.Packed) string) func(testing.TB, int) []byte {
		return func(t testing.TB, n int) []byte {
			all := make([]extracttest.Packed, n)
			for i := range all {
				all[i] = extracttest.Packed{Name: fmt.Sprintf("%d.txt", i), Data: "words"}
			}
			return []byte(pack(t, all...))
		}
	}
	return []hostile{
		{"a.eml", "lines", body("a\n"), 20_000},
		{"a.eml", "quoted lines", body("> a\n"), 10_000},
		{"a.eml", "quotations", body("a\n> b\n"), 8_000},
		{"a.eml", "quotations behind blank lines", body("a\n\n\n> b\n\n\n"), 5_000},
		{"a.eml", "introduced quotations", body("On Monday, Ada wrote:\n> b\n\n"), 4_000},
		{"a.eml", "heads of quotations", body("From: a\n"), 10_000},
		{"a.eml", "signs of quotations", body(">"), 50_000},
		{"a.eml", "quotations and blank lines", body("> a\n\n\n\n"), 10_000},
		{"a.eml", "fields", numbered(head, "X-%d: a\n", "\na"), 5_000},
		{"a.eml", "folded lines", after(head+"X: a\n", " b\n", "\na"), 20_000},
		{"a.eml", "recipients", after(head+"Cc: ", "a@b.c, ", "\n\na"), 5_000},
		{"a.eml", "parentheses of a sender", after("To: a@b.c\nSubject: d\nFrom: ", "(", "\n\na"), 20_000},
		{"a.eml", "names of a sender", after("To: a@b.c\nSubject: d\nFrom: ", "a ", "\n\na"), 20_000},
		{"a.eml", "quotes of a sender", after("To: a@b.c\nSubject: d\nFrom: ", `"a" `, "\n\na"), 10_000},
		{"a.eml", "groups of a sender", after("To: a@b.c\nSubject: d\nFrom: ", `a:`, "\n\na"), 20_000},
		{"a.eml", "encoded words", after("From: a@b.c\nTo: d@e.f\nSubject: ", "=?utf-8?q?a?= ", "\n\na"), 5_000},
		{"a.eml", "open encoded words", after("From: a@b.c\nTo: d@e.f\nSubject: ", "=?", "\n\na"), 20_000},
		{"a.eml", "words of a date", after(head+"Date: ", "Mon, ", "\n\na"), 10_000},
		{"a.eml", "comments of a date", after(head+"Date: Mon, 1 Jan 2024 10:00:00 +0000 ", "(", "\n\na"), 10_000},
		{"a.eml", "parameters", numbered(head+"Content-Type: text/plain", "; a%d=b", "\n\na"), 4_000},
		{"a.eml", "continued parameters", numbered(head+"Content-Type: text/plain", "; a*%d=b", "\n\na"), 4_000},
		{"a.eml", "parts", after(head+"Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: text/plain\n\na\n", "--b--"), 3_000},
		{"a.eml", "nested parts", numbered(head+"Content-Type: multipart/mixed; boundary=b0\n\n--b0\n", "Content-Type: multipart/mixed; boundary=b%[1]d\n\n--b%[1]d\n", "\na"), 1_000},
		{"a.eml", "nested messages", after(head, "Content-Type: message/rfc822\n\n"+head, "\na"), 1_000},
		{"a.eml", "alternatives", after(head+"Content-Type: multipart/alternative; boundary=b\n\n", "--b\n\na\n", "--b--"), 5_000},
		{"a.eml", "false boundaries", after(head+"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "--c\n", "--b--"), 20_000},
		{"a.eml", "dashes", after(head+"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "-", "\n--b--"), 50_000},
		{"a.eml", "quoted-printable", after(head+"Content-Transfer-Encoding: quoted-printable\n\n", "=E9", ""), 20_000},
		{"a.eml", "soft line ends", after(head+"Content-Transfer-Encoding: quoted-printable\n\na", "=\n", ""), 20_000},
		{"a.eml", "base64", after(head+"Content-Transfer-Encoding: base64\n\n", "YWJj\n", ""), 20_000},
		{"a.eml", "a page", after(head+"Content-Type: text/html\n\n", "<div>a<blockquote type=cite>b</blockquote>", ""), 3_000},
		{"a.mbox", "messages", numbered("", "From a Mon Jun 01 10:00:00 2009\nSubject: a%d\n\nb\n\n", ""), 3_000},
		{"a.mbox", "separators", many("From a Mon Jun 01 10:00:00 2009\n"), 8_000},
		{"a.mbox", "lines like separators", after("From a Mon Jun 01 10:00:00 2009\nSubject: a\n\n", "From b\n", ""), 20_000},
		{"a.mbox", "quoted separators", after("From a Mon Jun 01 10:00:00 2009\nSubject: a\n\n", ">From b\n", ""), 20_000},
		{"a.mbox", "long lines like separators", after("From a Mon Jun 01 10:00:00 2009\nSubject: a\n\nFrom ", "b 10:00 ", "\n"), 20_000},
		{"a.msg", "attachments", msg(func(n int) extracttest.CompoundFolder {
			f := extracttest.CompoundFolder{"__substg1.0_1000001F": extracttest.UTF16("a")}
			for i := range n {
				f[fmt.Sprintf("__attach_version1.0_#%08X", i)] = extracttest.CompoundFolder{"__substg1.0_3707001F": extracttest.UTF16("a.txt"), "__substg1.0_37010102": "one"}
			}
			return f
		}), 300},
		{"a.msg", "streams", msg(func(n int) extracttest.CompoundFolder {
			f := extracttest.CompoundFolder{"__substg1.0_1000001F": extracttest.UTF16("a")}
			for i := range n {
				f[fmt.Sprintf("__substg1.0_%08X", 0x20000000+i)] = "one"
			}
			return f
		}), 2_000},
		{"a.msg", "nested messages", msg(func(n int) extracttest.CompoundFolder {
			f := extracttest.CompoundFolder{"__substg1.0_1000001F": extracttest.UTF16("a")}
			for range n {
				f = extracttest.CompoundFolder{
					"__properties_version1.0": extracttest.FixedProperties(24, nil), "__substg1.0_1000001F": extracttest.UTF16("a"),
					"__attach_version1.0_#00000000": extracttest.CompoundFolder{"__substg1.0_3701000D": f},
				}
			}
			return f
		}), 100},
		{"a.msg", "words", msg(func(n int) extracttest.CompoundFolder {
			return extracttest.CompoundFolder{"__substg1.0_1000001F": extracttest.UTF16(strings.Repeat("a ", n))}
		}), 20_000},
		{"a.zip", "files", files(extracttest.Zipped), 500},
		{"a.zip", "archives", func(t testing.TB, n int) []byte {
			inner := extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"})
			all := make([]extracttest.Packed, n)
			for i := range all {
				all[i] = extracttest.Packed{Name: fmt.Sprintf("%d.zip", i), Data: inner}
			}
			return []byte(extracttest.Zipped(t, all...))
		}, 200},
		{"a.tar", "files", files(extracttest.Tarred), 500},
		{"a.tar", "folders", func(t testing.TB, n int) []byte {
			var b bytes.Buffer
			w := tar.NewWriter(&b)
			for range n {
				if err := w.WriteHeader(&tar.Header{Name: "a/", Typeflag: tar.TypeDir}); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := b.WriteString(extracttest.Tarred(t, extracttest.Packed{Name: "a.txt", Data: "words"})); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}, 1_000},
		{"a.txt.zst", "words", func(t testing.TB, n int) []byte { return []byte(extracttest.ZstdPacked(t, strings.Repeat("a ", n))) }, 100_000},
		{"a.tif", "pages", func(_ testing.TB, n int) []byte { return extracttest.TIFF(n, 1, 1) }, 50_000},
		{"a.txt.gz", "words", func(t testing.TB, n int) []byte { return []byte(extracttest.Gzipped(t, strings.Repeat("a ", n))) }, 100_000},
	}
}
