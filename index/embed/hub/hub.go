// Package hub fetches models from Hugging Face's hub: https://huggingface.co/docs/hub.
//
//	model, ok := hub.Find("all-MiniLM-L6-v2")
//	err := hub.New("").Fetch(ctx, model, dir, report)
//
// It connects only when it is called, to the hub and to the hosts that the hub redirects to. It sends the names of files and nothing else.
// All files are of one commit, and each is checked against the hash that the hub declares for it. Start with Catalogue and Fetch; files.go asks
// what to fetch, download.go fetches it.
package hub

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const address = "https://huggingface.co"

// A Hub fetches models. It is safe for concurrent use, but not for two Fetches into the same folder.
type Hub struct {
	base   string
	client *http.Client
	free   func(dir string) (int64, error)                  // bytes that a disk has left
	wait   func(ctx context.Context, d time.Duration) error // before another try
	silent time.Duration                                    // after which a connection counts as cut
	now    func() time.Time
}

const (
	redirects    = 10
	headPatience = 30 * time.Second
	silence      = 30 * time.Second
)

// New returns the hub at base, an address that begins with https, or one on this computer; "" is Hugging Face's own. It uses the proxy that the
// environment names, and the system's certificates.
func New(base string) *Hub {
	if base == "" {
		base = address
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode == http.StatusProxyAuthRequired {
			return &Error{Problem: ProxyPassword}
		}
		return nil
	}
	h := &Hub{base: strings.TrimRight(base, "/"), free: free, wait: wait, silent: silence, now: time.Now}
	h.client = &http.Client{Transport: transport, CheckRedirect: func(to *http.Request, via []*http.Request) error {
		if len(via) >= redirects || !private(to.URL) {
			return &Error{Problem: Astray}
		}
		return nil
	}}
	return h
}

// private reports whether nobody on the way can change what comes from an address.
func private(u *url.URL) bool {
	if u.Scheme == "https" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// A Progress is how far a Fetch is.
type Progress struct {
	File string // that is being fetched
	Done int64  // bytes
	All  int64
	Rate float64       // bytes in a second
	Left time.Duration // 0 if it is not known
}

// A Problem is why a model could not be fetched.
type Problem int

const (
	NoNetwork     Problem = iota + 1 // the hub cannot be reached
	Cut                              // the connection broke off, again and again
	Untrusted                        // the hub cannot prove who it is
	Astray                           // the hub sends us to an address where others may change what comes
	ProxyPassword                    // the proxy asks for a password
	Missing                          // the hub does not have the model, or one of its files
	Refused                          // the hub wants an account
	Busy                             // the hub takes no more requests for now
	Failing                          // the hub answers with a status that says nothing else
	Unproven                         // the hub declares no hash for a file
	Changed                          // a file is not what the hub declares
	TooLarge                         // a file is larger than any model's
	NoSpace                          // the disk has too little space
	There                            // the folder has the model
	Unusable                         // the model's list of parts cannot be read
)

// An Error says why a model could not be fetched. What was fetched is kept for the next Fetch, unless it was changed.
type Error struct {
	Problem Problem
	File    string        // the file it happened to; "" if to none
	Status  int           // of the hub's answer; 0 if there was none
	After   time.Duration // when to try again; 0 if not known
	Need    int64         // bytes
	Free    int64
	Err     error
}

func (e *Error) Error() string {
	message := fmt.Sprintf("fetch %s: problem %d, status %d", e.File, e.Problem, e.Status)
	if e.Err != nil {
		message += ": " + e.Err.Error()
	}
	return message
}

func (e *Error) Unwrap() error { return e.Err }

// spare is how much of the disk Fetch leaves free.
const spare = 64 << 20

// Fetch fetches a model into a new folder. It works in a folder beside it, which it puts in place when all of it is there and checked; there it
// goes on where an earlier Fetch stopped. The error is an *Error, the disk's, or ctx.Err().
//
// report, if not nil, is called from this goroutine and must return quickly.
func (h *Hub) Fetch(ctx context.Context, m Model, dir string, report func(Progress)) error {
	if _, err := os.Lstat(dir); err == nil {
		return &Error{Problem: There}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	base, err := url.Parse(h.base)
	if err != nil || !private(base) {
		return &Error{Problem: Astray, Err: err}
	}
	staging := Staging(dir)
	if err := os.MkdirAll(staging, 0o700); err != nil {
		return err
	}
	if report == nil {
		report = func(Progress) {}
	}
	r := &run{hub: h, repo: m.Repo, dir: staging, report: report}
	if err := r.all(ctx); err != nil {
		_ = os.Remove(staging) // if it is empty
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return err
	}
	if err := os.Rename(staging, dir); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

// Staging returns the folder in which Fetch works for dir. Whoever gives up a Fetch for good may remove it.
func Staging(dir string) string { return dir + ".part" }
