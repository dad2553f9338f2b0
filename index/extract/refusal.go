package extract

// A Reason is why a file gave no text.
type Reason string

const (
	Empty       Reason = "empty"       // nothing in it
	Scan        Reason = "scan"        // pictures of text only
	Encrypted   Reason = "encrypted"   // needs a password
	Damaged     Reason = "damaged"     // not what it says it is, or cut short
	Unsupported Reason = "unsupported" // a format that is not read
	Unreadable  Reason = "unreadable"  // no permission, gone, or the disk failed
	TooLarge    Reason = "too large"   // past a bound
	TimedOut    Reason = "timed out"   // took too long
)

// A Refusal is the error File returns for a file that gave no text. Its message is for a person: one sentence that says what
// is wrong and, where there is something to do, what.
type Refusal struct {
	Reason  Reason
	Message string
	Err     error // the cause, where there is one
}

func (r *Refusal) Error() string { return r.Message }
func (r *Refusal) Unwrap() error { return r.Err }
