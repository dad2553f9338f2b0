package markup_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

// Pictures that are written out in a file are no words of it; what stands for them is.
func TestWrittenOutPictures(t *testing.T) {
	picture := "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("pixels", 1000)))
	for name, tt := range map[string]struct{ source, want string }{
		"a.md": {
			"# Rent\n\n![A map of the flat](" + picture + ")\n\nText <img alt=\"keys\" src='" + strings.ToUpper(picture) + "'> ![logo][1]\n\n[1]: " + picture + "\n",
			"# Rent\n\n![A map of the flat]()\n\nText <img alt=\"keys\" src=''> ![logo][1]\n\n[1]: \n",
		},
		"a.html":       {"<p>See<img alt='A map' src='" + picture + "'>here.<img src='" + picture + "'><img src=a.png alt=logo><pre>x " + picture + " y</pre>", "See A map here.\n\nx  y"},
		"a.ipynb":      {`{"cells":[{"cell_type":"markdown","source":"![Plot](` + picture + `) of rents"}]}`, "![Plot]() of rents"},
		"untouched.md": {"data:image/png is a type; base64, a code.\n", "data:image/png is a type; base64, a code.\n"},
	} {
		if document := extracttest.MustRead(t, name, []byte(tt.source)); document.Text != tt.want {
			t.Errorf("%s: got %.300q, want %q", name, document.Text, tt.want)
		}
	}
}
