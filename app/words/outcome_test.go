package words_test

import (
	"strings"
	"testing"

	"footnote/app/words"
	"footnote/index/doc"
)

func TestOutcome(t *testing.T) {
	locked := doc.Noted(doc.CodeLocked)
	inner := doc.Outcome{Code: doc.CodeFilesUnread, Args: []string{"1", "2"}, Of: []doc.Part{{Name: "b.doc", Notes: doc.Noted(doc.CodePasswordMember)}}}
	for want, o := range map[string]doc.Outcome{
		"":                                 {},
		"empty: there are no words in it":  doc.NewOutcome(doc.CodeNoWords),
		"damaged: page 12 cannot be drawn": doc.NewOutcome(doc.CodePageUndrawn, 12),
		"a picture (HEIC): save it as PNG or JPEG to have text in it read":                 doc.NewOutcome(doc.CodePictureFormat, "heic"),
		"a Word 97–2003 document: install LibreOffice to have it read, or save it as DOCX": doc.NewOutcome(doc.CodeNeedsOffice, "doc", "docx"),
		"a file of the format QQQ: not read yet":                                           doc.NewOutcome(doc.CodeFormat, "qqq"),
		"it is not a file but a pipe":                                                      doc.NewOutcome(doc.CodeNotFile, "pipe"),
		"only its first 7 pages were read, which took 2 min":                               doc.NewOutcome(doc.CodeFirstPagesLate, 7, 120),
		"took longer than 30 s to read and was given up":                                   doc.NewOutcome(doc.CodeTimedOut, 30),
		"larger than ? MiB":    {Code: doc.CodeTooLarge},
		"it could not be read": {Code: "of-a-later-version", Args: []string{"1"}},
		"an archive of which nothing is read: it unpacks to more than is read of one file": {
			Code: doc.CodeArchiveLarge, Of: []doc.Part{{Notes: doc.Noted(doc.CodeUnpacks)}},
		},
		"5 of its 9 files were not read, or not whole: a, b (a PDF that needs a password: unlock it to have it read), files (only its first 24 MiB were read; it needs a password) and 3 more": {
			Code: doc.CodeFilesUnread, Args: []string{"5", "9"},
			Of: []doc.Part{{Name: "a, b", Notes: locked}, {Name: "files", Notes: append(doc.Noted(doc.CodeFirstMiB, 24), doc.Noted(doc.CodePasswordMember)...)}},
		},
		"1 of its 3 attachments were not read, or not whole: a.zip (1 of its 2 files were not read, or not whole: b.doc (it needs a password))": {
			Code: doc.CodeAttachmentsUnread, Args: []string{"1", "3"}, Of: []doc.Part{{Name: "a.zip", Notes: doc.Notes{inner}}},
		},
		"1 of its 1 attachments were not read, or not whole: encrypted: only who has the key can read it": {
			Code: doc.CodeAttachmentsUnread, Args: []string{"1", "1"}, Of: []doc.Part{{Notes: doc.Noted(doc.CodeEncryptedMail)}},
		},
	} {
		if got := (words.Language{}).Outcome(o); got != want {
			t.Errorf("%v is said to be %q, want %q", o, got, want)
		}
	}
	if got, want := (words.Language{}).Failure(doc.NewOutcome(doc.CodeNoMemory), true), "there was too little memory to read it; it is tried again later"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestNamesAreNotTranslated holds that only our own words are put into another language: a file within an archive may be called as one of
// them.
func TestNamesAreNotTranslated(t *testing.T) {
	shouting := words.In(func(english string) string { return "<" + strings.ToLower(english) + ">" })
	o := doc.Outcome{Code: doc.CodeFilesUnread, Args: []string{"1", "2"}, Of: []doc.Part{{Name: "files", Notes: doc.Noted(doc.CodeEmpty)}}}
	if got := shouting.Outcome(o); !strings.Contains(got, "<files (<empty: there is nothing in it>)>") {
		t.Errorf("got %q", got)
	}
}

// TestEveryCodeHasWords holds that no outcome is left without a sentence, and that each says all its arguments.
func TestEveryCodeHasWords(t *testing.T) {
	if len(doc.Codes()) < 80 {
		t.Fatalf("%d codes", len(doc.Codes()))
	}
	unread := (words.Language{}).Outcome(doc.NewOutcome(doc.CodeUnread))
	said := map[string]doc.Code{}
	for _, code := range doc.Codes() {
		sentence := (words.Language{}).Outcome(doc.NewOutcome(code, 101, 202))
		if sentence == unread && code != doc.CodeUnread || strings.Contains(sentence, "%!") {
			t.Errorf("%s has no sentence of its own: %q", code, sentence)
		}
		if other := said[sentence]; other != "" {
			t.Errorf("%s and %s are both called %q", code, other, sentence)
		}
		said[sentence] = code
	}
}
