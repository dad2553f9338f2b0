package hub

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"footnote/index/embed/folder"
)

// A run is a Fetch under way.
type run struct {
	hub    *Hub
	repo   string
	commit string
	dir    string // to work in
	report func(Progress)

	now     Progress
	started time.Time // of the fetching
	fetched int64     // bytes since then
}

// A declared is a file as the hub declares it.
type declared struct {
	path   string
	size   int64
	sha256 string // of the file, or
	sha1   string // of the file as git stores it
}

// commitFile holds the commit of what a folder that is worked in has.
const commitFile = ".commit"

func (r *run) all(ctx context.Context) error {
	if data, err := os.ReadFile(r.path(commitFile)); err == nil && isHex(string(data), 40) {
		r.commit = string(data)
	}
	files, err := r.declared(ctx)
	if err != nil {
		return err
	}
	if err := r.room(files); err != nil {
		return err
	}
	r.started = r.hub.now()
	for _, f := range files {
		if err := r.fetch(ctx, f); err != nil {
			return err
		}
	}
	return os.Remove(r.path(commitFile))
}

// declared returns what the hub declares of the files that make the model. The first answer settles the commit.
func (r *run) declared(ctx context.Context) ([]declared, error) {
	const modules = "modules.json"
	var description []byte
	list, err := r.declare(ctx, modules)
	switch {
	case err == nil:
		r.now.All = list.size
		if err := r.fetch(ctx, list); err != nil {
			return nil, err
		}
		if description, err = os.ReadFile(r.path(modules)); err != nil {
			return nil, err
		}
	case !isMissing(err):
		return nil, err
	}
	required, optional, err := folder.Parts(description)
	if err != nil {
		return nil, &Error{Problem: Unusable, File: modules, Err: err}
	}
	var files []declared
	for i, path := range append(required, optional...) {
		f, err := r.declare(ctx, path)
		if i >= len(required) && isMissing(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		files = append(files, f)
		r.now.All += f.size
	}
	return files, nil
}

func isMissing(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Problem == Missing
}

// url returns the address of a file at the run's commit, or at the newest one while it is not known.
func (r *run) url(path string) string {
	commit := r.commit
	if commit == "" {
		commit = "main"
	}
	return fmt.Sprintf("%s/%s/resolve/%s/%s", r.hub.base, r.repo, commit, (&url.URL{Path: path}).EscapedPath())
}

// declare asks the hub for a file's size and hash. The hub answers by itself: what holds the bytes of a large file is asked only for them.
func (r *run) declare(ctx context.Context, path string) (declared, error) {
	client := *r.hub.client
	client.CheckRedirect = func(to *http.Request, via []*http.Request) error {
		if to.Response.Header.Get("X-Linked-Etag") != "" || len(via) >= redirects || to.URL.Host != via[0].URL.Host {
			return http.ErrUseLastResponse
		}
		return nil
	}
	var answer *http.Response
	err := r.again(ctx, path, func() (progress bool, err error) {
		ctx, cancel := context.WithTimeout(ctx, headPatience)
		defer cancel()
		answer, err = r.ask(ctx, &client, http.MethodHead, path, 0)
		if err == nil {
			err = answer.Body.Close()
		}
		return false, err
	})
	if err != nil {
		return declared{}, err
	}
	return r.read(path, answer)
}

// read reads a declaration.
func (r *run) read(path string, answer *http.Response) (declared, error) {
	wrong := func(p Problem) (declared, error) {
		return declared{}, &Error{Problem: p, File: path, Status: answer.StatusCode}
	}
	f := declared{path: path, size: answer.ContentLength}
	hash := answer.Header.Get("ETag")
	if linked := answer.Header.Get("X-Linked-Etag"); linked != "" {
		hash = linked
		size, err := strconv.ParseInt(answer.Header.Get("X-Linked-Size"), 10, 64)
		if err != nil {
			return wrong(Unproven)
		}
		f.size = size
	} else if answer.StatusCode != http.StatusOK {
		return wrong(Astray)
	}
	hash = strings.Trim(strings.TrimPrefix(hash, "W/"), `"`)
	switch {
	case isHex(hash, 64):
		f.sha256 = hash
	case isHex(hash, 40):
		f.sha1 = hash
	default:
		return wrong(Unproven)
	}
	commit := answer.Header.Get("X-Repo-Commit")
	if !isHex(commit, 40) || r.commit != "" && commit != r.commit {
		return wrong(Unproven)
	}
	if f.size < 0 || f.size > folder.MaxBytes(path) {
		return wrong(TooLarge)
	}
	if r.commit != "" {
		return f, nil
	}
	r.commit = commit
	return f, os.WriteFile(r.path(commitFile), []byte(commit), 0o600)
}

func isHex(s string, digits int) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == digits
}

// room returns an error if the disk has too little space for what is not there yet.
func (r *run) room(files []declared) error {
	need := int64(spare)
	for _, f := range files {
		need += f.size
		if info, err := os.Stat(r.path(f.path)); err == nil {
			need -= min(info.Size(), f.size)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	free, err := r.hub.free(r.dir)
	if err != nil {
		return err
	}
	if free < need {
		return &Error{Problem: NoSpace, Need: need, Free: free}
	}
	return nil
}

// path returns where a file is put.
func (r *run) path(file string) string { return filepath.Join(r.dir, filepath.FromSlash(file)) }
