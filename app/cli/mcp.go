package cli

import (
	"context"
	"errors"
	"sync"

	"footnote/app/mcp"
	"footnote/index"
)

// mcpCommand serves the library to an assistant.
type mcpCommand struct{}

// Help says how to configure an assistant for it.
func (mcpCommand) Help() string {
	return `An assistant that speaks the Model Context Protocol starts this command itself. Configure it like this:

    {"mcpServers": {"footnote": {"command": "footnote", "args": ["mcp"]}}}

It can then search your library, and read and list its documents. It cannot change anything, and it can read nothing outside the
library. It may send what it reads to the service that runs it.`
}

func (mcpCommand) Run(s *session) (err error) {
	lib := &awaited{session: s}
	defer closeInto(&err, lib)
	if _, err := lib.get(); err != nil && !isNone(err) {
		return err
	}
	return mcp.Serve(s.ctx, lib, Release(), s.std.In, s.std.Out)
}

// awaited is a library that may not exist yet: an assistant may start the server before the user has begun one. Until then, each call returns
// a *mcp.NoLibraryError.
type awaited struct {
	session *session
	mu      sync.Mutex
	lib     *index.Library
}

var _ mcp.Library = (*awaited)(nil)

// get returns the library. It opens the library on the first call that finds one.
func (a *awaited) get() (*index.Library, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lib != nil {
		return a.lib, nil
	}
	if a.session.gone != nil && !index.Holds(a.session.library) {
		return nil, &mcp.NoLibraryError{Dir: a.session.library, Moved: true}
	}
	lib, err := a.session.open()
	if missing := (noLibraryError{}); errors.As(err, &missing) {
		return nil, &mcp.NoLibraryError{Dir: missing.dir}
	}
	if err != nil {
		return nil, err
	}
	if err := lib.Warm(a.session.ctx); err != nil {
		return nil, errors.Join(err, lib.Close())
	}
	a.lib = lib
	return lib, nil
}

func isNone(err error) bool {
	var none *mcp.NoLibraryError
	return errors.As(err, &none)
}

// Close closes the library, if it was opened.
func (a *awaited) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lib == nil {
		return nil
	}
	return a.lib.Close()
}

// Search implements mcp.Library.
func (a *awaited) Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error) {
	lib, err := a.get()
	if err != nil {
		return index.Result{}, err
	}
	return lib.Search(ctx, question, opt)
}

// Read implements mcp.Library.
func (a *awaited) Read(ctx context.Context, path string) (index.Document, error) {
	lib, err := a.get()
	if err != nil {
		return index.Document{}, err
	}
	return lib.Read(ctx, path)
}

// Status implements mcp.Library.
func (a *awaited) Status(ctx context.Context) (index.Status, error) {
	lib, err := a.get()
	if err != nil {
		return index.Status{}, err
	}
	return lib.Status(ctx)
}

// Documents implements mcp.Library.
func (a *awaited) Documents(ctx context.Context, source string) ([]index.Listed, error) {
	lib, err := a.get()
	if err != nil {
		return nil, err
	}
	return lib.Documents(ctx, source)
}
