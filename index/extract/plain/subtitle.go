package plain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// Subtitles are blocks of a time and the words spoken then, separated by blank lines. In SubRip (.srt) a number stands above the time; in WebVTT
// (.vtt) a name may, and hours are optional.
//
//	12
//	00:12:03,500 --> 00:12:06,000
//	What they say.
var subtitleTime = regexp.MustCompile(`^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,]\d{1,3}[ \t]*-->`)

// Subtitles finds the times, and marks them where their blocks begin. It leaves out a time before the last one, since places never go back.
func Subtitles(text string) Outline {
	var o Outline
	latest := -1
	for line, near := range prose.Window(text) {
		m := subtitleTime.FindStringSubmatch(line.Text)
		if m == nil {
			continue
		}
		start := line.Start
		if name := strings.TrimSpace(near[0].Text); name != "" && name != "WEBVTT" && near[0].Start < start {
			start = near[0].Start
		}
		var at [3]int
		for i, s := range m[1:] {
			at[i], _ = strconv.Atoi(s) // digits, or nothing for no hours
		}
		if seconds := at[0]*3600 + at[1]*60 + at[2]; seconds >= latest {
			latest = seconds
			o.Mark(doc.Time, start, 0, fmt.Sprintf("%02d:%02d:%02d", at[0], at[1], at[2]))
		}
	}
	return o
}
