package index

import (
	"reflect"
	"testing"

	"footnote/index/store"
)

// What a system lacks is noted, and is no fault of the library.
func TestLackingProtectionsAreNoted(t *testing.T) {
	note := func(name string) Finding {
		return Finding{Code: CodeUnprotected, Args: []string{name}, Severity: store.Note, Repair: store.RepairNone}
	}
	for _, tt := range []struct {
		given Protection
		want  []Finding
	}{
		{Protection{Landlock: 1, Seccomp: true, Network: true}, nil},
		{Protection{Landlock: 7, Network: true}, []Finding{note(LacksSeccomp)}},
		{Protection{}, []Finding{note(LacksLandlock), note(LacksSeccomp), note(LacksNetwork)}},
	} {
		if got := lacking(tt.given); !reflect.DeepEqual(got, tt.want) || !Sound(got) {
			t.Errorf("%+v: %v, want %v", tt.given, got, tt.want)
		}
	}
}
