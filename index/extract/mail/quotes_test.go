package mail_test

import (
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// said returns a document's text with "[…]" for each skipped span.
func said(document doc.Document) string {
	var b strings.Builder
	at := 0
	for _, s := range document.Skip {
		b.WriteString(document.Text[at:s.Start] + "[…]")
		at = s.End
	}
	return b.String() + document.Text[at:]
}

func TestQuotedReplies(t *testing.T) {
	tests := map[string]struct{ head, body, want string }{
		"nothing quoted":      {"", "Yes.\n\nFrom here on: no.", "Yes.\n\nFrom here on: no."},
		"below":               {"", "Yes.\n\nOn Mon, 1 Jun 2009 at 10:00, Ada <a@b.org> wrote:\n> Shall we?\n>\n> Ada", "Yes.\n\n[…]"},
		"introduced by two":   {"", "Yes.\n\nOn Mon, 1 Jun 2009 at 10:00, Ada Byron\n<a@b.org> wrote:\n\n> Shall we?", "Yes.\n\n[…]"},
		"below the words":     {"", "Yes.\nOn 1 Jun 2009, Ada wrote:\n> Shall we?", "Yes.\n[…]"},
		"in German":           {"", "Ja.\n\nAm 01.06.2009 um 10:00 schrieb Ada:\n> Sollen wir?", "Ja.\n\n[…]"},
		"in between":          {"", "Ada wrote:\n> Shall we?\nYes.\n\n> When?\n\nAt ten.\n", "[…]\nYes.\n\n[…]\n\nAt ten."},
		"a list before it":    {"", "I need:\n\n- bread\n\nThe list is short:\n> bread", "I need:\n\n- bread\n\nThe list is short:\n[…]"},
		"Outlook":             {"", "Yes.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\nSubject: A\n\nShall we?\n", "Yes.\n\n[…]"},
		"Outlook, later":      {"", "Ja.\n\nVon: Ada <a@b.org>\nGesendet: Montag, 1. Juni\nAn: Bob\nBetreff: A\n\nSollen wir?\n", "Ja.\n\n[…]"},
		"forwarded":           {"", "Look.\n\n---------- Forwarded message ---------\nFrom: Ada\nDate: Monday\nSubject: A\n\n> Shall we?\n", "Look.\n\n---------- Forwarded message ---------\nFrom: Ada\nDate: Monday\nSubject: A\n\n> Shall we?"},
		"by its subject":      {"Subject: Fwd: A\n", "Look.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\nSubject: A\n\nShall we?\n", "Look.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\nSubject: A\n\nShall we?"},
		"nothing else":        {"", "> Shall we?\n> Yes.\n", "> Shall we?\n> Yes."},
		"typed at a prompt":   {"", "Try\n>>> 1 + 1\n2\n", "Try\n>>> 1 + 1\n2"},
		"a page: Apple":       {"Content-Type: text/html\n", "<p>Yes.<div>On 1 Jun 2009, Ada wrote:<blockquote type=cite><p>Shall we?</p><p>Ada</blockquote></div>", "Yes.\n\n[…]"},
		"a page: Gmail":       {"Content-Type: text/html\n", "<div>Yes.</div><div class=gmail_quote><div class=gmail_attr>On 1 Jun, Ada wrote:</div><blockquote class=gmail_quote>Shall we?</blockquote></div><div>Bob</div>", "Yes.[…]\n\nBob"},
		"a page: forwarded":   {"Content-Type: text/html\n", "<div>Look.</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------<br>From: Ada</div>Shall we?</div>", "Look.\n---------- Forwarded message ---------\nFrom: Ada\nShall we?"},
		"a page: a quotation": {"Content-Type: text/html\n", "<p>He said:<blockquote>Shall we?</blockquote>", "He said:\n\nShall we?"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			head := "From: b@example.org\nTo: a@example.org\n"
			document := extracttest.MustRead(t, "a.eml", []byte(head+tt.head+"\n"+tt.body))
			_, got, _ := strings.Cut(said(document), "\n\n")
			if got = strings.TrimRight(got, "\n"); got != tt.want {
				t.Errorf("got\n%q, want\n%q", got, tt.want)
			}
		})
	}
}
