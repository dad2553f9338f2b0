package entail

// An op is what a word or a phrase does to the words around it, where that is more than to name something.
type op uint8

const (
	_         op = iota
	not          // not, never, no longer
	no           // no room, none, nobody, nothing
	must         // must, shall: "must not" forbids
	required     // has to, is required to: "does not have to" leaves it open
	may          // may, is allowed to
	can          // can, is able to
	might        // might, could, perhaps
	should       // should, is recommended to
	will         // will, is going to
	forbidden    // is forbidden to
	optional     // need not
	unable       // is unable to
	failed       // fails to: did not
	all          // all, every, each
	whichever    // any
	part         // some, a few, half: not all
	most         // most
	many         // many
	few          // few, hardly any
	only         // only
	always       // always
	often        // usually, mostly
	sometimes    // sometimes
	if_          // if, provided that, in case
	unless       // unless
	except       // except
	when         // when, as soon as
	because      // because, so that
	although     // although
	while        // while, whereas
	that         // that, before what is said or thought
	sourced      // according to
	seems        // reportedly, allegedly
	free         // free of charge, at no cost
	former       // formerly, used to
	than         // than
	instead      // instead of, rather than: what follows is not so
	lower        // at least
	above        // more than
	upper        // at most
	below        // less than
	about        // about
	deadline     // by, no later than
	within       // within
	before       // before
	after        // after
	until        // until
	from         // from, since
	twoOf        // both
	reply        // "respectively"
	nothing      // after that, in addition
)

// A bound is how an amount or a moment is meant: at least, before, from … 0 is as it is.
type bound = op

// modal says whether an op says what must, may or can be.
func (o op) modal() bool { return o >= must && o <= unable }

// quantifies says whether an op says of how many something is so.
func (o op) quantifies() bool { return o >= all && o <= sometimes || o == twoOf }

// bounds says whether an op bounds an amount or a moment.
func (o op) bounds() bool { return o >= lower && o <= from }

// conditional says whether an op begins what something depends on.
func (o op) conditional() bool { return o == if_ || o == unless || o == when || o == except }
