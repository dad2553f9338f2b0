package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A reply repeats what it answers: in lines that begin with ">", below a copy of the header of the message that it answers, or
// in elements that mail programs mark as such. What is forwarded is no such thing, though it looks like one: the reader has not
// seen it before.

// maxQuoteHead is how many lines there may be in what introduces a quotation, and maxQuoteHeadBytes how long they may be.
const (
	maxQuoteHead      = 4
	maxQuoteHeadBytes = 300
)

var (
	forwardSubject = regexp.MustCompile(`(?i)^\s*(?:fwd?|wg|tr|rv|enc|i)\s*:`)
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

// quotations finds what the words of a message repeat of others, beside what is known already. Of words that are nothing else,
// nothing is.
func quotations(text string, known []Span) []Span {
	lines := slices.Collect(func(yield func(textLine) bool) {
		for start, line := range textLines(text) {
			if !yield(textLine{start, line}) {
				return
			}
		}
	})
	var found []Span
	for i := 0; i < len(lines); i++ {
		switch {
		case forwardLine.MatchString(lines[i].text):
			return ownWords(text, append(found, before(known, lines[i].start)...))
		case originalLine.MatchString(lines[i].text), headsQuotation(lines[i:]):
			return ownWords(text, append(append(found, known...), Span{Start: lines[i].start, End: len(text)}))
		case isQuoted(lines[i].text):
			end := quotedUntil(lines, i)
			if isSession(lines[i:end]) {
				i = end - 1
				continue
			}
			last := lines[end-1]
			found = append(found, Span{Start: introduced(lines[:i], lines[i].start), End: last.start + len(last.text)})
			i = end - 1
		}
	}
	for _, s := range known {
		n, _ := slices.BinarySearchFunc(lines, s.Start, func(l textLine, at int) int { return l.start - at })
		found = append(found, Span{Start: introduced(lines[:n], s.Start), End: s.End})
	}
	return ownWords(text, found)
}

// before are the spans that end before byte at.
func before(spans []Span, at int) []Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.End > at })
}

// ownWords orders spans and joins those that overlap. It returns none where they leave no words of the text.
func ownWords(text string, spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	var joined []Span
	for _, s := range spans {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
		} else if s.Start < s.End {
			joined = append(joined, s)
		}
	}
	at := 0
	for _, s := range append(joined[:len(joined):len(joined)], Span{Start: len(text), End: len(text)}) {
		if strings.TrimSpace(text[at:s.Start]) != "" {
			return joined
		}
		at = s.End
	}
	return nil
}

func isQuoted(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " "), ">") }

// quotedUntil is the index of the line behind a run of quoted lines that begins with the line from; blank lines may be in it.
func quotedUntil(lines []textLine, from int) int {
	end := from + 1
	for i := end; i < len(lines); i++ {
		switch {
		case isQuoted(lines[i].text):
			end = i + 1
		case strings.TrimSpace(lines[i].text) != "":
			return end
		}
	}
	return end
}

// isSession says whether lines that look quoted are what was typed at the prompt of a Python interpreter.
func isSession(lines []textLine) bool {
	return !slices.ContainsFunc(lines, func(l textLine) bool { return isQuoted(l.text) && !strings.HasPrefix(l.text, ">>> ") })
}

// introduced is where what introduces a quotation at byte start begins, given the lines before it: "On Monday, Ada wrote:". Without
// it, that is start.
func introduced(lines []textLine, start int) int {
	quote := start
	for n := len(lines); n > 0 && strings.TrimSpace(lines[n-1].text) == ""; n-- {
		lines = lines[:n-1]
	}
	head := ""
	for n := len(lines); n > 0 && len(lines)-n < maxQuoteHead; n-- {
		line := lines[n-1]
		if strings.TrimSpace(line.text) == "" || isQuoted(line.text) || len(head)+len(line.text) > maxQuoteHeadBytes {
			break
		}
		head = strings.TrimSpace(line.text + " " + head)
		opens := introWords.MatchString(line.text)
		first := n == 1 || strings.TrimSpace(lines[n-2].text) == "" || isQuoted(lines[n-2].text)
		dated := dateOrSender.MatchString(head)
		if wroteWords.MatchString(head) && (dated || opens || first) || dated && (opens || first) {
			if opens || start == quote {
				start = line.start
			}
			if opens {
				break
			}
		}
	}
	return start
}

// headsQuotation says whether lines begin with a copy of a message's header, as Outlook puts it above what it quotes.
func headsQuotation(lines []textLine) bool {
	if !quoteFrom.MatchString(lines[0].text) {
		return false
	}
	dated, subject := false, false
	for _, line := range lines[1:min(len(lines), 12)] {
		dated = dated || quoteDate.MatchString(line.text)
		subject = subject || quoteSubject.MatchString(line.text)
	}
	return dated && subject
}

// quoteClasses are the classes by which mail programs mark what a reply repeats, and what introduces it.
var quoteClasses = wordSet("gmail_quote gmail_quote_container gmail_extra yahoo_quoted moz-cite-prefix protonmail_quote zmail_extra tutanota_quote")

// isMailQuote says whether an element holds what a reply repeats.
func isMailQuote(n *html.Node) bool {
	if n.DataAtom == atom.Blockquote && strings.EqualFold(attr(n, "type"), "cite") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(attr(n, "class")), func(class string) bool { return quoteClasses[class] })
}
