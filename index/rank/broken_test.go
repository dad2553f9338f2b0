package rank_test

import (
	"testing"

	"footnote/index/rank"
)

func TestJoined(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing to join", "The rent\nis due.", "The rent\nis due."},
		{"a broken word", "The ten-\nant pays.", "The tenant pays."},
		{"two of them", "ten-\nant and land-\n  lord", "tenant and landlord"},
		{"a soft hyphen", "ten\u00ad\nant", "tenant"},
		{"a name", "Baden-\nBaden", "Baden-\nBaden"},
		{"a number", "1999-\nnow", "1999-\nnow"},
		{"a dash", "rent -\nwhich", "rent -\nwhich"},
		{"a list", "rent\n- one", "rent\n- one"},
		{"at the end", "ten-\n", "ten-\n"},
		{"nothing before it", "-\nant", "-\nant"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := rank.Joined(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
