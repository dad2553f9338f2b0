package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// Number returns a whole number with separators: "1,200", in German "1.200".
func (l Language) Number(n int) string { return l.figures(humanize.Comma(int64(n))) }

// Bytes returns a size: "1.2 MB". A negative one is 0.
func (l Language) Bytes(n int64) string { return l.figures(humanize.Bytes(uint64(max(n, 0)))) }

// Decimal returns x with a number of decimal places: "0.40".
func (l Language) Decimal(x float64, places int) string {
	return l.figures(strconv.FormatFloat(x, 'f', places, 64))
}

// Duration returns a length of time with the precision that a person needs: "0.4 s", "12 s", "3 min", "2 h 5 min".
func (l Language) Duration(d time.Duration) string {
	switch {
	case d < 10*time.Second && d%time.Second != 0:
		return l.Decimal(d.Seconds(), 1) + " s"
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// figures replaces English separators in a number by those of the language, which its translation of a sample shows.
func (l Language) figures(english string) string {
	sample := []rune(l.say("1,234.5"))
	if len(sample) != len("1,234.5") {
		return english
	}
	return strings.NewReplacer(",", string(sample[1]), ".", string(sample[5])).Replace(english)
}
