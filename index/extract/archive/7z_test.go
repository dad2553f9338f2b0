package archive_test

import (
	"errors"
	"reflect"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func Test7z(t *testing.T) {
	document := extracttest.MustRead(t, "boat.7z", extracttest.Archive7z(t, "packed.7z"))
	const want = "The key hangs behind the blue lifebelt.\n\n# The oars\n\nThe spare oars lie under the jetty.\n"
	if document.Text != want || document.Kind != "archive" || document.Title != "boat" || document.Notes != nil {
		t.Errorf("kind %q, title %q, note %q, text\n%q, want\n%q", document.Kind, document.Title, document.Notes, document.Text, want)
	}
	oars := doc.Place{Member: "oars.md", Heading: []string{"The oars"}, Line: 3, EndLine: 3}
	if got := extracttest.PlaceOf(t, document, "jetty"); !reflect.DeepEqual(got, oars) {
		t.Errorf("place %+v, want %+v", got, oars)
	}
}

func Test7zRefused(t *testing.T) {
	whole := extracttest.Archive7z(t, "packed.7z")
	for name, test := range map[string]struct {
		data   []byte
		reason doc.Class
	}{
		"locked":                  {extracttest.Archive7z(t, "locked.7z"), doc.Encrypted},
		"locked with its members": {extracttest.Archive7z(t, "hidden.7z"), doc.Encrypted},
		"cut short":               {whole[:len(whole)-20], doc.Damaged},
		"a head alone":            {whole[:32], doc.Damaged},
	} {
		_, err := extracttest.Read(t, "boat.7z", test.data)
		var refusal *doc.Refusal
		if !errors.As(err, &refusal) || refusal.Code.Class() != test.reason {
			t.Errorf("%s: got %v, want the reason %v", name, err, test.reason)
		}
	}
}
