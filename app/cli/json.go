package cli

import (
	"encoding/json"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/index"
	"footnote/index/fileuri"
)

// The output of --json, one object per command. Other programs rely on these formats: keys may be added, but none renamed. JSON cannot hold
// a path that is not UTF-8. Such a path also has a uri, which names the file byte for byte. Commands accept a URI instead of a path.
type (
	searchOutput struct {
		Query    string          `json:"query"`
		TookMS   float64         `json:"took_ms"`
		Passages []passageOutput `json:"passages"`
	}
	passageOutput struct {
		Rank       int         `json:"rank"`
		Score      float64     `json:"score"` // probability that it answers, 0 to 1
		Path       string      `json:"path"`
		URI        string      `json:"uri,omitempty"`
		Title      string      `json:"title"`
		Date       time.Time   `json:"date,omitzero"` // the document's day, which has no time zone, as midnight in UTC
		Place      index.Place `json:"place"`
		Start      int         `json:"start"`
		End        int         `json:"end"`
		Text       string      `json:"text"`
		Highlights [][2]int    `json:"highlights"` // byte spans within text
	}
	statusOutput struct {
		Library     string          `json:"library"`
		Sources     []sourceOutput  `json:"sources"`
		Documents   int             `json:"documents"`
		Passages    int             `json:"passages"`
		Failed      []failureOutput `json:"failed"`
		Model       string          `json:"model"`
		BytesOnDisk int64           `json:"bytes_on_disk"`
		Offline     []offlineOutput `json:"offline,omitempty"`

		Protection *protectionOutput `json:"protection,omitempty"` // left out where it cannot be told
	}
	protectionOutput struct { // of the processes that read files
		Landlock  int  `json:"landlock"` // its version; 0 for none
		Seccomp   bool `json:"seccomp"`
		NoNetwork bool `json:"tools_without_network"`
	}
	sourceOutput struct {
		Path      string    `json:"path"`
		URI       string    `json:"uri,omitempty"`
		Documents int       `json:"documents"`
		Passages  int       `json:"passages"`
		Failed    int       `json:"failed"`
		Missing   bool      `json:"missing,omitempty"` // nothing exists at its path
		Ignore    string    `json:"ignore,omitempty"`  // rules
		Synced    time.Time `json:"synced,omitzero"`
	}
	failureOutput struct {
		Path   string   `json:"path"`
		URI    string   `json:"uri,omitempty"`
		Code   string   `json:"code"`            // why, for a program
		Args   []string `json:"args,omitempty"`  // as the code says
		Reason string   `json:"reason"`          // why, for a person
		Later  bool     `json:"later,omitempty"` // it is read again at a later run
	}
	reportOutput struct {
		Library   string          `json:"library"`
		TookMS    float64         `json:"took_ms"`
		Added     int             `json:"added"`
		Changed   int             `json:"changed"`
		Removed   int             `json:"removed"`
		Unchanged int             `json:"unchanged"`
		Passages  int             `json:"passages"`
		Failed    []failureOutput `json:"failed"`
		Missing   []string        `json:"missing"` // sources whose paths do not exist
		Offline   []offlineOutput `json:"offline,omitempty"`
	}
	offlineOutput struct {
		Path      string `json:"path"`
		URI       string `json:"uri,omitempty"`
		Reason    string `json:"reason"`    // missing, empty, other_volume, most_gone or unreadable
		Documents int    `json:"documents"` // kept ones, which index --gone would remove
	}
	removeOutput struct {
		Library string `json:"library"`
		Removed string `json:"removed"`
	}
	moveOutput struct {
		Library string `json:"library"`
		Moved   string `json:"moved_from"`
	}
	ignoreOutput struct {
		Source  string          `json:"source"`
		Rules   []string        `json:"rules"`
		Saved   bool            `json:"saved"`
		Kept    int             `json:"kept"`
		LeftOut int             `json:"left_out"` // files
		Shown   []leftOutOutput `json:"shown"`    // the first of them
	}
	leftOutOutput struct {
		Path   string `json:"path"`
		URI    string `json:"uri,omitempty"`
		Folder bool   `json:"folder,omitempty"`
		Files  int    `json:"files"`
	}
	documentOutput struct {
		Path   string          `json:"path"`
		URI    string          `json:"uri,omitempty"`
		Title  string          `json:"title"`
		Kind   string          `json:"kind"`
		Text   string          `json:"text"`
		Places []startingPlace `json:"places"`
	}
)

func printJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// uriOf returns the URI of a path that JSON cannot hold, else "".
func uriOf(path string) string {
	if utf8.ValidString(path) {
		return ""
	}
	return fileuri.Of(path)
}

func searchJSON(r index.Result) searchOutput {
	output := searchOutput{Query: r.Query, TookMS: milliseconds(r.Took), Passages: make([]passageOutput, len(r.Passages))}
	for i, p := range r.Passages {
		spans := make([][2]int, len(p.Highlights))
		for j, span := range p.Highlights {
			spans[j] = [2]int{span.Start, span.End}
		}
		output.Passages[i] = passageOutput{
			Rank: p.Rank, Score: p.Score, Path: p.Citation.Path, URI: uriOf(p.Citation.Path), Title: p.Citation.Title,
			Date: p.Citation.Date.Time(), Place: p.Citation.Place,
			Start: p.Citation.Span.Start, End: p.Citation.Span.End, Text: p.Text, Highlights: spans,
		}
	}
	return output
}

func statusJSON(s index.Status) statusOutput {
	sources := make([]sourceOutput, len(s.Sources))
	for i, source := range s.Sources {
		sources[i] = sourceOutput{source.Path, uriOf(source.Path), source.Documents, source.Passages, source.Failed, source.Offline.Reason == index.NotThere, source.Ignore, source.Synced}
	}
	return statusOutput{s.Dir, sources, s.Documents, s.Passages, failuresJSON(s.Failed), s.Model, s.BytesOnDisk, offlineJSON(s.Offline), nil}
}

func reportJSON(library string, r index.Report, took time.Duration) reportOutput {
	missing := []string{}
	for _, o := range r.Offline {
		if o.Reason == index.NotThere {
			missing = append(missing, o.Path)
		}
	}
	return reportOutput{
		library, milliseconds(took), r.Added, r.Changed, r.Removed, r.Unchanged, r.Passages, failuresJSON(r.Failed), missing, offlineJSON(r.Offline),
	}
}

func ignoreJSON(source, rules string, saved bool, t index.Trial) ignoreOutput {
	output := ignoreOutput{source, []string{}, saved, t.Kept, t.LeftOut, make([]leftOutOutput, len(t.Shown))}
	for line := range strings.Lines(rules) {
		output.Rules = append(output.Rules, strings.TrimRight(line, "\r\n"))
	}
	for i, out := range t.Shown {
		output.Shown[i] = leftOutOutput{out.Path, uriOf(out.Path), out.Folder, out.Files}
	}
	return output
}

func failuresJSON(failed []index.Failure) []failureOutput {
	output := make([]failureOutput, len(failed))
	for i, f := range failed {
		output[i] = failureOutput{f.Path, uriOf(f.Path), string(f.Outcome.Code), f.Outcome.Args, english.Outcome(f.Outcome), f.Later}
	}
	return output
}

func documentJSON(d index.Document) documentOutput {
	return documentOutput{d.Path, uriOf(d.Path), d.Title, d.Kind, d.Text, places(d)}
}

// milliseconds returns d with three decimal places.
func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
