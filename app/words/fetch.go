package words

import (
	"context"
	"errors"

	"footnote/index/embed/hub"
)

// ExplainFetch says why a model could not be fetched, and what to do next.
func (f Face) ExplainFetch(err error) []string {
	var e *hub.Error
	again := f.say("What was fetched is kept. Fetch the model again to continue.")
	switch {
	case errors.Is(err, context.Canceled):
		return []string{f.say("Stopped."), again}
	case !errors.As(err, &e):
		return []string{f.say("The model could not be stored.") + f.Reason(err), again}
	}
	another := f.say("Choose another model.")
	switch e.Problem {
	case hub.NoNetwork:
		return []string{f.say("The hub can't be reached."), f.say("Check the network, and HTTPS_PROXY if you need a proxy."), again}
	case hub.Cut:
		return []string{f.say("The connection keeps breaking off."), again}
	case hub.Untrusted:
		return []string{f.say("The hub can't prove who it is, so nothing was fetched from it."), f.say("Check the computer's clock and its certificates.")}
	case hub.Astray:
		return []string{f.say("The hub's address, or one that it leads to, is not safe from changes on the way. Nothing was fetched from there.")}
	case hub.ProxyPassword:
		return []string{f.say("The proxy asks for a password."), f.say("Set HTTPS_PROXY to an address with it, as in http://name:password@proxy:8080.")}
	case hub.Missing:
		return []string{f.say("The hub no longer has the model, or a part of it."), another}
	case hub.Refused:
		return []string{f.say("The hub gives the model only to its users."), f.say("Fetch it with a browser, then choose its folder.")}
	case hub.Busy:
		return append([]string{f.say("The hub is limiting requests.")}, f.later(e))
	case hub.Failing:
		return []string{f.say("The hub answered with status %d.", e.Status), f.later(e)}
	case hub.Changed:
		return []string{f.say("%s is not what the hub declares: it was damaged or changed on the way, and removed.", f.path(e.File)), f.say("Fetch the model again.")}
	case hub.NoSpace:
		return []string{f.say("The disk has %s free, and the model needs %s.", f.Bytes(e.Free), f.Bytes(e.Need)), f.say("Make room, then fetch the model again.")}
	case hub.Unproven:
		return []string{f.say("The hub declares no hash for %s, so Footnote can't check it.", f.path(e.File)), another}
	case hub.TooLarge, hub.Unusable:
		return []string{f.say("Footnote can't run the model that the hub has."), another}
	}
	return []string{f.say("The model was fetched already.")}
}

// later says when to try again.
func (f Face) later(e *hub.Error) string {
	if e.After > 0 {
		return f.say("Fetch the model again in %s.", f.Duration(e.After))
	}
	return f.say("Fetch the model again later.")
}
