package rank

import (
	"math"
)

// Evidence is what the likelihood of a passage is computed from.
type Evidence struct {
	Score  float64 // of the passage, words and meaning fused: Candidate.Score
	Best   float64 // the score of the first passage
	Tenth  float64 // the score of the tenth, or of the last if there are fewer
	Near   float64 // the greatest Candidate.Near of the first ten
	Weight float64 // the part that meaning has in the scores, 0 to 1
	Terms  int     // of the question
	Chunks int     // in the library
	Cover  float64 // the share of the question's weight whose words the passage has: Match.Cover

	Alone   bool // words alone say what is found: the model is away, or does not know the question's language
	Lacking bool // the question is about a number that the passage does not have: Match.Lacking
	Named   bool // the question is the name of the document, and this is the best of its passages
}

// Page is the number of passages that a person sees at once: those that show whether a library answers.
const Page = 10

// Appraise gives the candidates, best first, the evidence of how likely each answers the query. alone is Evidence.Alone.
func (q Query) Appraise(ordered []Candidate, alone bool) {
	near := 0.0
	for _, c := range ordered[:min(Page, len(ordered))] {
		near = max(near, c.Near)
	}
	for i := range ordered {
		c := &ordered[i]
		c.Evidence = Evidence{
			Score: c.Score(), Best: ordered[0].Score(), Tenth: ordered[min(Page, len(ordered))-1].Score(), Near: near,
			Weight: c.Weight, Terms: len(q.Words), Chunks: q.stats.Chunks, Cover: c.Cover, Lacking: c.Lacking, Alone: alone,
		}
	}
}

// Features returns the numbers that Likelihood weighs: 1; the best score; the logarithm of the library's size, because among many passages
// more score well by chance; the weight of meaning; the weight of words times the logarithm of the question's length, because no passage
// has all words of a long question; how far the best passage stands out from the tenth; how near the words of the first ten come to all of
// the question's; and how far this passage falls behind the best. Answered weighs all but the last.
func (e Evidence) Features() [8]float64 {
	return [8]float64{
		1, e.Best, math.Log1p(float64(e.Chunks)), e.Weight, (1 - e.Weight) * math.Log1p(float64(e.Terms)), e.Best - e.Tenth, e.Near,
		e.Best - e.Score,
	}
}

// The weights of Features, for a passage and for a library. They come from logistic regressions (index/quality -fit) over the first ten
// passages of questions that the library answers and of as many that it does not, in libraries of 80 to 6,000 passages: xquad_en, adi, the
// office questions, the even everyday ones, and the household ones that are tuned on. cacm, cranfield and the others are held out.
var (
	likelihoodWeights = [8]float64{-9.641, 6.722, -0.337, 5.479, 3.277, 3.795, 2.035, -16.360}
	answeredWeights   = [8]float64{-11.388, 10.298, -0.403, 7.293, 4.501, 1.989, 2.020}
)

// Likelihood returns how likely the passage answers the question, 0 to 1. It can be compared between questions and between libraries. Among
// the passages of one question it rises with the score.
func (e Evidence) Likelihood() float64 {
	switch likelihood := e.logistic(likelihoodWeights); {
	case e.Lacking:
		return 0
	case e.Named:
		return max(likelihood, named)
	default:
		return likelihood
	}
}

// named is the least likelihood of the best passage of a document that the question names: who types a name wants that document.
const named = 0.9

// Answered returns how likely one of the first ten passages answers the question, 0 to 1. It is the same for all passages of a question.
func (e Evidence) Answered() float64 { return e.logistic(answeredWeights) }

func (e Evidence) logistic(weights [8]float64) float64 {
	var logit float64
	for i, x := range e.Features() {
		logit += weights[i] * x
	}
	return 1 / (1 + math.Exp(-logit))
}

const (
	// enough is the least that Answered is for passages to be shown. Of the questions whose right passage is among the first ten, that shows
	// the passages of .92 in the office collection, and of .84 in the held-out half of the household one; of the questions without an answer,
	// .83 and .60 find nothing.
	enough = 0.12

	// certain is the least that Answered is for an answer to be stated. Of the answers that the office and the household questions that are
	// tuned on get above it, .94 are right, and of those of the held-out household ones .89.
	certain = 0.5

	// floor is the least likelihood of a passage that is shown beyond the first ten.
	floor = 0.025

	// beside is the least share of the best passage's score that a passage is shown with. In a small library the ten best have little to do with
	// the question. Of the right passages among the first ten none falls below .60 in the office questions and .71 in the household ones that
	// are tuned on; held out, .64 in cacm and .51 in cranfield. Of the starter questions one has .33.
	beside = 0.3
)

// allWords is the cover of a passage that has all words of a question, less what a sum of floating-point numbers may lose.
const allWords = 1 - 1e-9

// Certain reports whether the library answers the question so likely that an answer may be stated.
func (e Evidence) Certain() bool { return e.Answered() >= certain }

// Answering returns the appraised candidates to show, in their order, which is best first but for those of named documents. It returns none
// if the library does not answer. If it does,
// the first ten are shown that come near the best one, however unlikely each is: where the words of a question differ from those of its answer,
// scores say little of one passage. A passage that has all words of the question is always shown. Somebody who types one or two words wants to see where they
// occur.
func Answering(ordered []Candidate) []Candidate {
	var answering []Candidate
	for i, c := range ordered {
		if e := c.Evidence; e.Answers() && (i < Page || e.Cover >= allWords || e.Likelihood() >= floor) {
			answering = append(answering, c)
		}
	}
	return answering
}

// Answers reports whether to show the passage if it is among the first ten.
func (e Evidence) Answers() bool {
	return e.Named || e.Cover >= allWords || !e.Lacking && e.Score >= beside*e.Best && (e.Answered() >= enough || e.Alone && e.Cover >= someWords)
}

// someWords is the least cover of a passage that is shown where words alone have to say it. In a library of a few passages a word that all of
// them have weighs little.
const someWords = 0.15
