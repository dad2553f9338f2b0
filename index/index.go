// Package index is Footnote's engine: a library of documents that answers questions with the passages that hold the answer.
//
//	lib, err := index.Open(dir, index.Options{})
//	defer lib.Close()
//	source, err := lib.Add(ctx, "/home/ada/Documents")
//	report, err := lib.Sync(ctx, func(p index.Progress) { ... })
//	result, err := lib.Search(ctx, "How much notice do I have to give?", index.SearchOptions{})
//	quotations, err := lib.Quote(ctx, result.Query, result.Passages)
//
// A library is one folder on disk, a cache of the user's documents: it can be deleted and built again. Documents are read
// where they lie and never changed. A passage's words are text[start:end] of its document's canonical text, byte for byte,
// and its place is computed from start.
//
// The work is done by leaf packages that know nothing of each other: ignore (what of a folder is left out), extract (file to text), chunk
// (text to spans), embed (text to vector), store (disk), rank (what is found, and why),
// answer (what of it answers). This package hands their plain values from one to the next.
package index

import (
	"math"
	"time"

	"footnote/index/doc"
	"footnote/index/rank"
	"footnote/index/store"
)

// Place is where a passage stands in its file: page, headings, lines.
type Place = doc.Place

// Evidence is what tells how likely a passage answers a question.
type Evidence = rank.Evidence

// Day is a day of the calendar, in no time zone.
type Day = doc.Day

// DayOf returns the day that a time is in, by the clock of the time's own location; zero where it has no year of four digits.
func DayOf(t time.Time) Day { return doc.DayOf(t) }

// A Span is a half-open range of bytes.
type Span = doc.Span

// A Source is a folder or a file the user added.
type Source struct {
	ID        int64
	Path      string // absolute
	Documents int    // indexed documents under it
	Passages  int
	Failed    int       // files that gave no text
	Offline   Offline   // why its files are not there; its passages are kept
	Synced    time.Time // when it was last walked to the end; zero if never
	Ignore    string    // rules of what of it is left out, in gitignore's form; see SetIgnore
}

// A Failure is a file under a source that gave no text.
type Failure = store.Failure

// Status is what a library holds.
type Status struct {
	Dir         string // the library's folder
	Sources     []Source
	Offline     []Offline // of all sources; one in which several drives are mounted may have several
	Documents   int
	Passages    int
	Failed      []Failure
	Model       string
	BytesOnDisk int64
}

// A Phase is what a Sync is doing.
type Phase string

const (
	Waiting Phase = "waiting" // for another process that works on the library
	Walking Phase = "walking" // counting files; totals are not known yet
	Reading Phase = "reading" // extracting, chunking, embedding, storing
	Done    Phase = "done"
)

// Progress is how far a Sync is. It is reported from one goroutine at a time.
type Progress struct {
	Phase    Phase
	Holder   Holder        // who is waited for
	Source   string        // path of the source at work
	File     string        // path of the file begun last
	Files    int           // done
	AllFiles int           // in all, once known
	Bytes    int64         // done
	AllBytes int64         // in all, once known
	Passages int           // made so far
	Failed   int           // files that gave no text so far
	Elapsed  time.Duration // since the start
	Left     time.Duration // estimated; zero while unknown
}

// A Report is what a Sync did. A cancelled Sync returns the report up to there together with the context's error; what was
// committed stays.
type Report struct {
	Added, Changed, Removed, Unchanged int // documents
	Passages                           int // made
	Failed                             []Failure
	Offline                            []Offline // what is not there, and keeps its documents
	Dropped                            []string  // sources that were removed meanwhile, by this process or another
}

// SearchOptions narrows and sizes a search. The zero value asks for the ten best passages of the whole library.
type SearchOptions struct {
	Limit int  // at most so many passages; 0 means DefaultLimit
	Side  Side // what a passage is found by
	Weak  bool // also passages too weak to be taken for an answer
	Plain bool // the question is words alone: what looks like an operator of query.Parse is none

	Filter Filter // narrows the search, beside what the question says

	// Right and Wrong are passages found before that a person marked: they draw the question's vector towards the ones and away from
	// the others (rank.Moved), and the wrong ones are not found again.
	Right, Wrong []Citation
}

// A Side is what passages are found by.
type Side uint8

const (
	Both        Side = iota // words and meaning together
	WordsOnly               // the words of the question
	MeaningOnly             // the nearest vectors
)

// A Result is what a search found, best first.
type Result struct {
	Query    string
	Words    string // of the query: what is left without its operators
	Passages []Passage
	Took     time.Duration

	// Found is how many passages are good enough to be shown, of those that were looked at: the hundred or so that match best
	// in words and as many that are nearest in meaning. It is more than len(Passages) where SearchOptions.Limit cut them. In a list
	// it is how many documents pass.
	Found int
	// Listed says that the question had no words: the passages are the beginnings of documents, the newest first, with no score.
	Listed bool
	Away   error // why meanings were not compared, and passages were found by their words alone; nil if they were

	// Foreign is the language of the question, as BCP 47 has it, if the built-in model does not know it: words then count for more. It is
	// empty otherwise.
	Foreign string
}

// A Passage is a chunk that was found, with the citation that leads back to it.
type Passage struct {
	Rank       int      // from 1
	Score      float64  // how likely it answers the question, 0 to 1; found by one side alone, what that side gives
	Words      float64  // what matching words count for in its rank
	Meaning    float64  // what meaning counts for; passages are ranked by Words + Meaning, and in that order Score falls
	Evidence   Evidence // what Score was read off; zero where one side alone was asked
	Text       string   // the canonical text's bytes Citation.Span
	Highlights []Span   // the words that matched, within Text; ordered, disjoint
	Best       Span     // the sentence that answers best, within Text
	Citation   Citation

	places *doc.Locator // of its document
	line   int          // of the canonical text, that it begins in; 0 where the passage does not come from a search
}

// Percent is Score in whole per cent, 1 to 99: a likelihood is neither none nor certain.
func (p Passage) Percent() int { return min(max(int(math.Round(100*p.Score)), 1), 99) }

// A Citation says where a passage's words stand.
type Citation struct {
	Path  string // absolute path of the file
	Title string
	Kind  string // format, as doc.Document.Kind
	Date  Day    // of the document: as it says itself, or else on which its file was modified, by this computer's clock
	Place Place
	Span  Span // byte span in the document's canonical text
}

// A Document is one indexed file, as Read returns it.
type Document struct {
	Path  string
	Title string
	Kind  string
	Text  string    // canonical
	Notes doc.Notes // what extraction left out; empty when nothing
	doc.Places
}
