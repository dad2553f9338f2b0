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
		"":                                     {},
		"empty: it contains no words":          doc.NewOutcome(doc.CodeNoWords),
		"damaged: Footnote can't show page 12": doc.NewOutcome(doc.CodePageUndrawn, 12),
		"a picture (HEIC): save it as PNG or JPEG so that Footnote can read its text": doc.NewOutcome(doc.CodePictureFormat, "heic"),
		"an old Word document: install LibreOffice to read it, or save it as DOCX":    doc.NewOutcome(doc.CodeNeedsOffice, "doc", "docx"),
		"a file of the format QQQ: not supported yet":                                 doc.NewOutcome(doc.CodeFormat, "qqq"),
		"it is a pipe, not a file":                                                    doc.NewOutcome(doc.CodeNotFile, "pipe"),
		"only the first 7 pages were read, in 2 min":                                  doc.NewOutcome(doc.CodeFirstPagesLate, 7, 120),
		"reading it took longer than 30 s, so Footnote gave up":                       doc.NewOutcome(doc.CodeTimedOut, 30),
		"larger than ? MiB":    {Code: doc.CodeTooLarge},
		"it could not be read": {Code: "of-a-later-version", Args: []string{"1"}},
		"nothing in the archive was read: it unpacks to more than Footnote reads of one file": {
			Code: doc.CodeArchiveLarge, Of: []doc.Part{{Notes: doc.Noted(doc.CodeUnpacks)}},
		},
		"5 of its 9 files not fully read: a, b (a document that needs a password: unlock it to read it), files (only the first 24 MiB were read; it needs a password) and 3 more": {
			Code: doc.CodeFilesUnread, Args: []string{"5", "9"},
			Of: []doc.Part{{Name: "a, b", Notes: locked}, {Name: "files", Notes: append(doc.Noted(doc.CodeFirstMiB, 24), doc.Noted(doc.CodePasswordMember)...)}},
		},
		"1 of its 3 attachments not fully read: a.zip (1 of its 2 files not fully read: b.doc (it needs a password))": {
			Code: doc.CodeAttachmentsUnread, Args: []string{"1", "3"}, Of: []doc.Part{{Name: "a.zip", Notes: doc.Notes{inner}}},
		},
		"1 of its 1 attachments not fully read: encrypted: it can only be read with its key": {
			Code: doc.CodeAttachmentsUnread, Args: []string{"1", "1"}, Of: []doc.Part{{Notes: doc.Noted(doc.CodeEncryptedMail)}},
		},
	} {
		if got := (words.Language{}).Outcome(o); got != want {
			t.Errorf("%v is worded %q, want %q", o, got, want)
		}
	}
	if got, want := (words.Language{}).Failure(doc.NewOutcome(doc.CodeNoMemory), true), "there was too little memory to read it; Footnote will try again later"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestNamesAreNotTranslated checks that only our own words are translated: a file in an archive may have one of them as its name.
func TestNamesAreNotTranslated(t *testing.T) {
	shouting := words.In(func(english string) string { return "<" + strings.ToLower(english) + ">" })
	o := doc.Outcome{Code: doc.CodeFilesUnread, Args: []string{"1", "2"}, Of: []doc.Part{{Name: "files", Notes: doc.Noted(doc.CodeEmpty)}}}
	if got := shouting.Outcome(o); !strings.Contains(got, "<files (<an empty file>)>") {
		t.Errorf("got %q", got)
	}
}

// TestEveryCodeHasWords checks that every outcome has its own sentence, and that the sentence uses all arguments.
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
