package prose

import (
	"regexp"
	"slices"
	"strings"

	"footnote/index/doc"
)

// A reply repeats the message that it answers: in lines that begin with ">", below a copy of that message's header, or in elements that mail programs
// mark as quotations. A forwarded message looks like that, but is none: its reader has not seen it before.

// maxQuoteHead bounds the lines that introduce a quotation, and maxQuoteHeadBytes their length.
const (
	maxQuoteHead      = 4
	maxQuoteHeadBytes = 300
)

var (
	ForwardSubject = regexp.MustCompile(`(?i)^\s*(?:fwd?|wg|tr|rv|enc|i)\s*:`)
	forwardLine    = regexp.MustCompile(`(?i)^[\s>*_-]*(?:begin forwarded message|forwarded message|forwarded by|weitergeleitete nachricht|anfang der weitergeleiteten|` +
		`message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada)`)
	originalLine = regexp.MustCompile(`(?i)^\s*[-_*]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|original-nachricht|originalnachricht|` +
		`message d'origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original)\s*[-_*]{2,}\s*$`)
	quoteFrom    = regexp.MustCompile(`(?i)^\s*\*?(?:from|von|de|da|van|från|fra)\s?:\*?\s*\S`)
	quoteDate    = regexp.MustCompile(`(?i)^\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden|skickat|sendt|fecha)\s?:\*?\s*\S`)
	quoteSubject = regexp.MustCompile(`(?i)^\s*\*?(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne)\s?:`)
	introWords   = regexp.MustCompile(`^\s*(?:On|Am|Le|El|Il|Op|Em|Den|At|В|W dniu)\s`)
	wroteWords   = regexp.MustCompile(`(?i)(?:\b(?:wrote|writes|said|schrieb|geschrieben|a écrit|escribió|ha scritto|schreef|skrev|escreveu|kirjoitti)\b|написал|пишет|napisał).{0,80}[:：]\s*$`)
	dateOrSender = regexp.MustCompile(`(?s)(?:\d{4}|\d:\d\d|\S@\S).*[:：]\s*$`)
)

// Quotations returns the spans of a message that repeat others, in addition to known ones. It returns none for a message that is nothing else.
func Quotations(text string, known []doc.Span) []doc.Span {
	lines := slices.Collect(func(yield func(textLine) bool) {
		for start, line := range TextLines(text) {
			if !yield(textLine{start, line}) {
				return
			}
		}
	})
	var found []doc.Span
	for i := 0; i < len(lines); i++ {
		switch {
		case forwardLine.MatchString(lines[i].Text):
			return OwnWords(text, append(found, before(known, lines[i].Start)...))
		case originalLine.MatchString(lines[i].Text), headsQuotation(lines[i:]):
			return OwnWords(text, append(append(found, known...), doc.Span{Start: lines[i].Start, End: len(text)}))
		case isQuoted(lines[i].Text):
			end := quotedUntil(lines, i)
			if isSession(lines[i:end]) {
				i = end - 1
				continue
			}
			last := lines[end-1]
			found = append(found, doc.Span{Start: introduced(lines[:i], lines[i].Start), End: last.Start + len(last.Text)})
			i = end - 1
		}
	}
	for _, s := range known {
		n, _ := slices.BinarySearchFunc(lines, s.Start, func(l textLine, at int) int { return l.Start - at })
		found = append(found, doc.Span{Start: introduced(lines[:n], s.Start), End: s.End})
	}
	return OwnWords(text, found)
}

// before returns the spans that end before byte at.
func before(spans []doc.Span, at int) []doc.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s doc.Span) bool { return s.End > at })
}

// OwnWords sorts spans, and joins those that overlap. It returns none if they would leave no words of the text.
func OwnWords(text string, spans []doc.Span) []doc.Span {
	slices.SortFunc(spans, func(a, b doc.Span) int { return a.Start - b.Start })
	var joined []doc.Span
	for _, s := range spans {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
		} else if s.Start < s.End {
			joined = append(joined, s)
		}
	}
	at := 0
	for _, s := range append(joined[:len(joined):len(joined)], doc.Span{Start: len(text), End: len(text)}) {
		if strings.TrimSpace(text[at:s.Start]) != "" {
			return joined
		}
		at = s.End
	}
	return nil
}

func isQuoted(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " "), ">") }

// quotedUntil returns the index of the line behind the quoted lines that begin with line from. Blank lines may lie between them.
func quotedUntil(lines []textLine, from int) int {
	end := from + 1
	for i := end; i < len(lines); i++ {
		switch {
		case isQuoted(lines[i].Text):
			end = i + 1
		case strings.TrimSpace(lines[i].Text) != "":
			return end
		}
	}
	return end
}

// isSession reports whether lines that look quoted are input at the prompt of a Python interpreter.
func isSession(lines []textLine) bool {
	return !slices.ContainsFunc(lines, func(l textLine) bool { return isQuoted(l.Text) && !strings.HasPrefix(l.Text, ">>> ") })
}

// introduced returns where the introduction of a quotation at byte start begins ("On Monday, Ada wrote:"), given the lines before it; start if there
// is none.
func introduced(lines []textLine, start int) int {
	quote := start
	for n := len(lines); n > 0 && strings.TrimSpace(lines[n-1].Text) == ""; n-- {
		lines = lines[:n-1]
	}
	head := ""
	for n := len(lines); n > 0 && len(lines)-n < maxQuoteHead; n-- {
		line := lines[n-1]
		if strings.TrimSpace(line.Text) == "" || isQuoted(line.Text) || len(head)+len(line.Text) > maxQuoteHeadBytes {
			break
		}
		head = strings.TrimSpace(line.Text + " " + head)
		opens := introWords.MatchString(line.Text)
		first := n == 1 || strings.TrimSpace(lines[n-2].Text) == "" || isQuoted(lines[n-2].Text)
		dated := dateOrSender.MatchString(head)
		if wroteWords.MatchString(head) && (dated || opens || first) || dated && (opens || first) {
			if opens || start == quote {
				start = line.Start
			}
			if opens {
				break
			}
		}
	}
	return start
}

// headsQuotation reports whether lines begin with a copy of a message's header, which Outlook puts above what it quotes.
func headsQuotation(lines []textLine) bool {
	if !quoteFrom.MatchString(lines[0].Text) {
		return false
	}
	dated, subject := false, false
	for _, line := range lines[1:min(len(lines), 12)] {
		dated = dated || quoteDate.MatchString(line.Text)
		subject = subject || quoteSubject.MatchString(line.Text)
	}
	return dated && subject
}
