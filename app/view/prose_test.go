package view

import (
	"slices"
	"strings"
	"testing"
)

func TestBlocks(t *testing.T) {
	const prose = "The tenancy may be ended by either party\nwith two months' notice, which has to be\ngiven in writing.\n"
	for name, tc := range map[string]struct {
		text    string
		laidOut bool
		flows   []string // the blocks that flow
	}{
		"prose flows":        {prose, false, []string{prose}},
		"two paragraphs":     {prose + "\n" + prose, false, []string{prose, prose}},
		"one line":           {"A single line is left as it is, however long it may come to be.\n", false, nil},
		"verse":              {"Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\n", false, nil},
		"a line too short":   {"The tenancy may be ended by either party\nwith notice\nwhich has to be given in writing by them.\n", false, nil},
		"list":               {"- first the oven has to be hot enough\n- then the bread goes in, covered well\n", false, nil},
		"prose under a list": {"- one item\n" + "- The tenancy may be ended by either one\n  with two months' notice, which has to\n  be given in writing.\n", false, []string{"- The tenancy may be ended by either one\n  with two months' notice, which has to\n  be given in writing.\n"}},
		"long lines":         {strings.Repeat("word ", 40) + "\n" + strings.Repeat("word ", 40) + "\n", false, nil},
		"headings on a page": {"Leaving\n" + prose + "Keys\n" + prose, true, []string{prose, prose}},
		"a table":            {"name of the item sold      price    and date\nbread of the day before    3.20     12 May\n", true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var flows []string
			var all strings.Builder
			blocks(tc.text, 0, len(tc.text), tc.laidOut, func(b Span, f bool) {
				all.WriteString(tc.text[b.Start:b.End])
				if f {
					flows = append(flows, tc.text[b.Start:b.End])
				}
			})
			if all.String() != tc.text {
				t.Errorf("the blocks are %q, want %q", all.String(), tc.text)
			}
			if !slices.Equal(flows, tc.flows) {
				t.Errorf("flowing %q, want %q", flows, tc.flows)
			}
		})
	}
}
