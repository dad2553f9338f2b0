package hub

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	tries     = 5 // in a row that bring nothing
	firstWait = time.Second
	mostWait  = 30 * time.Second // that is waited for without asking the user
)

// again calls try until it succeeds, or fails for good. It tries again if the connection broke off or the hub is busy.
func (r *run) again(ctx context.Context, path string, try func() (progress bool, err error)) error {
	pause := firstWait
	for failed := 1; ; failed++ {
		progress, err := try()
		if err == nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		err = networkError(path, err)
		var e *Error
		if !errors.As(err, &e) || e.Problem != Cut && e.Problem != Busy || e.After > mostWait {
			return err
		}
		if progress {
			failed, pause = 0, firstWait
		}
		if failed >= tries {
			return err
		}
		if err := r.hub.wait(ctx, max(pause, e.After)); err != nil {
			return err
		}
		pause *= 2
	}
}

// ask sends a request. Its answer has a status that tells of success.
func (r *run) ask(ctx context.Context, client *http.Client, method, path string, from int64) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, r.url(path), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "identity") // hashes are of the files as they are
	request.Header.Set("User-Agent", "footnote")
	if from > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	e := &Error{File: path, Status: answer.StatusCode}
	switch status := answer.StatusCode; {
	case status < 300, status < 400 && method == http.MethodHead:
		return answer, nil
	case status == http.StatusNotFound, status == http.StatusGone:
		e.Problem = Missing
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		e.Problem = Refused
	case status == http.StatusProxyAuthRequired:
		e.Problem = ProxyPassword
	case status == http.StatusTooManyRequests, status >= 500:
		e.Problem, e.After = Busy, retryAfter(answer.Header.Get("Retry-After"), r.hub.now())
	default:
		e.Problem = Failing
	}
	_ = answer.Body.Close() // nobody reads it
	return nil, e
}

// retryAfter reads a number of seconds, or a date.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return min(time.Duration(seconds)*time.Second, 24*time.Hour)
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return min(at.Sub(now), 24*time.Hour)
	}
	return 0
}

// networkError gives an error of a connection its name.
func networkError(path string, err error) error {
	var e *Error
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var file *os.PathError
	switch {
	case errors.As(err, &e), errors.As(err, &file):
		return err
	case errors.As(err, &certificate), errors.As(err, &record):
		return &Error{Problem: Untrusted, File: path, Err: err}
	case unreachable(err):
		return &Error{Problem: NoNetwork, File: path, Err: err}
	}
	return &Error{Problem: Cut, File: path, Err: err}
}

// fetch brings a file that is not there, or not whole, and checks it.
func (r *run) fetch(ctx context.Context, f declared) error {
	r.now.File = f.path
	path := r.path(f.path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	before, most := r.now.Done, int64(0)
	err := r.again(ctx, f.path, func() (progress bool, err error) {
		have, err := r.part(ctx, f, path, before)
		progress, most = have > most, max(have, most)
		return progress, err
	})
	if err != nil {
		return err
	}
	return check(f, path)
}

// part brings what a file lacks, or as much of it as comes, and returns how much is there then.
func (r *run) part(ctx context.Context, f declared, path string, before int64) (have int64, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	have, err = file.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	if have > f.size {
		have = 0
	}
	if have < f.size {
		if have, err = r.rest(ctx, f, file, have, before); err != nil {
			return have, err
		}
	}
	r.now.Done = before + f.size
	return have, file.Sync()
}

// rest fetches a file from have on, or all of it if the host does not serve parts. It returns how much is there then.
func (r *run) rest(ctx context.Context, f declared, file *os.File, have, before int64) (int64, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	answer, err := r.ask(ctx, r.hub.client, http.MethodGet, f.path, have)
	if err != nil {
		return have, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusPartialContent || !strings.HasPrefix(answer.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", have)) {
		have = 0
	}
	if err := file.Truncate(have); err != nil {
		return 0, err
	}
	if _, err := file.Seek(have, io.SeekStart); err != nil {
		return 0, err
	}
	r.now.Done = before + have
	body := &watched{body: answer.Body, stop: stop, silent: r.hub.silent}
	n, err := io.Copy(&counted{file, r}, io.LimitReader(body, f.size-have+1))
	have += n
	switch {
	case have > f.size:
		return 0, errors.Join(&Error{Problem: Changed, File: f.path}, file.Truncate(0))
	case err == nil && have < f.size:
		err = io.ErrUnexpectedEOF
	}
	return have, err
}

// counted writes to a file, and reports how much.
type counted struct {
	file *os.File
	run  *run
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.file.Write(p)
	r := c.run
	r.now.Done += int64(n)
	r.fetched += int64(n)
	if took := r.hub.now().Sub(r.started); !r.started.IsZero() && took > 0 {
		r.now.Rate = float64(r.fetched) / took.Seconds()
		r.now.Left = time.Duration(float64(r.now.All-r.now.Done) / r.now.Rate * float64(time.Second))
	}
	r.report(r.now)
	return n, err
}

// watched is a body that is given up if nothing comes for a while.
type watched struct {
	body   io.Reader
	stop   func()
	silent time.Duration
}

func (w *watched) Read(p []byte) (int, error) {
	timer := time.AfterFunc(w.silent, w.stop)
	defer timer.Stop()
	return w.body.Read(p)
}

// check returns an error unless a file has the hash that the hub declares. It removes a file that has another.
func check(f declared, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var sum hash.Hash = sha256.New()
	want := f.sha256
	if want == "" {
		sum, want = sha1.New(), f.sha1
		fmt.Fprintf(sum, "blob %d\x00", f.size) // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
	}
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != strings.ToLower(want) {
		return errors.Join(&Error{Problem: Changed, File: f.path}, os.Remove(path))
	}
	return nil
}
