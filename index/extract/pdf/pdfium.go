package pdf

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"footnote/index/doc"
	"footnote/index/extract/ocr"
	"footnote/index/extract/tool"
)

// An Engine is PDFium as a WebAssembly program, so that a file can only harm that program's memory. The program is compiled when the first PDF is
// read. Every file gets its own instance, which takes some milliseconds to make and shares nothing with others, so the result does not depend on
// earlier files.
//
// One instance runs at a time: two would race for wazero's note of a function's type on its first call (FunctionType.key in wazero 1.12). Several
// processes read files at the same time.
type Engine struct {
	cacheDir string
	ocr      *ocr.Engine     // reads pages that are pictures
	compiles func() bool     // Compiles
	turn     chan struct{}   // capacity 1: full while a file uses the engine
	living   context.Context // ends when the engine is closed
	end      context.CancelFunc

	Sealed atomic.Bool // PDFium cannot be loaded any more
	Missed atomic.Bool // it was needed, but not loaded

	Close func() error // ends the running instance and waits for it; later calls return the same

	starting sync.Once
	started  chan struct{} // closed when pool, cache and err are set
	pool     pdfium.Pool
	cache    wazero.CompilationCache
	err      error
}

func New(cacheDir string, ocr *ocr.Engine) *Engine {
	living, end := context.WithCancel(context.Background())
	e := &Engine{
		cacheDir: cacheDir,
		ocr:      ocr,
		compiles: Compiles,
		turn:     make(chan struct{}, 1),
		living:   living,
		end:      end,
		started:  make(chan struct{}),
	}
	e.Close = sync.OnceValue(e.shut)
	return e
}

// start compiles the program, or loads it from the cache.
func (e *Engine) start() {
	defer close(e.started)
	if e.cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.cacheDir)
		if err == nil && e.compile(cache) == nil {
			return
		}
	}
	debug.FreeOSMemory()                            // free a failed compilation before the next
	e.err = e.compile(wazero.NewCompilationCache()) // a bad cache folder does not keep files from being read
}

func (e *Engine) compile(cache wazero.CompilationCache) error {
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: cap(e.turn),
		FSConfig: wazero.NewFSConfig(), // it sees no files but the one it is given
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: e.runtime().
			WithCompilationCache(cache).
			WithMemoryLimitPages(maxInstanceBytes / wasmPage).
			WithCloseOnContextDone(true), // also when its module is closed: see loan
	})
	if err != nil {
		return errors.Join(err, cache.Close(context.Background()))
	}
	e.pool, e.cache = pool, cache
	return nil
}

// runtime returns how PDFium runs: as machine code, or interpreted if the system lets the program make none.
func (e *Engine) runtime() wazero.RuntimeConfig {
	if e.compiles() {
		return wazero.NewRuntimeConfig()
	}
	return wazero.NewRuntimeConfigInterpreter()
}

// shut ends the running instance and waits for it. No file is read afterwards.
func (e *Engine) shut() error {
	e.end()
	e.turn <- struct{}{}
	e.starting.Do(func() { close(e.started) }) // if it is starting, wait for it
	<-e.started
	if e.pool == nil {
		return nil
	}
	err := errors.Join(e.pool.Close(), e.cache.Close(context.Background()))
	e.pool = nil
	return err
}

// A loan is an instance of PDFium in use for a file.
type loan struct {
	pdfium.Pdfium
	module   api.Module // its module
	unbind   []func() bool
	freeRoom func() // frees the module's memory; may be nil
}

// begin waits until the engine is started, which takes seconds the first time, and until it is free. Neither counts as the file's time. The caller
// calls end.
func (e *Engine) begin(ctx context.Context) (end func(), err error) {
	if err := e.ready(ctx); err != nil {
		return nil, err
	}
	select {
	case e.turn <- struct{}{}:
		return func() { <-e.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-e.living.Done():
		return nil, doc.RefuseErr(doc.CodeClosed, tool.ErrClosed)
	}
}

// CompiledFolders returns the folders within a cache in which workers keep the compiled program. It makes them if they are missing.
func CompiledFolders(cacheDir string) []string {
	if cacheDir == "" {
		return nil
	}
	if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil { // if it fails, workers compile for themselves
		_ = cache.Close(context.Background()) // it is empty
	}
	folders, _ := filepath.Glob(filepath.Join(cacheDir, "wazero-*")) // none if cacheDir is no valid pattern
	return folders
}

// Load starts the engine, and waits for it.
func (e *Engine) Load() { e.starting.Do(e.start) }

// loaded reports whether the engine has started.
func (e *Engine) loaded() bool {
	select {
	case <-e.started:
		return true
	default:
		return false
	}
}

// ready waits until the engine has started.
func (e *Engine) ready(ctx context.Context) error {
	if e.living.Err() != nil {
		return doc.RefuseErr(doc.CodeClosed, tool.ErrClosed)
	}
	if e.Sealed.Load() && !e.loaded() {
		e.Missed.Store(true)
		return doc.RefuseErr(doc.CodePDFReader, ErrNotLoaded)
	}
	e.starting.Do(func() { go e.start() })
	select {
	case <-e.started:
	case <-ctx.Done():
		return ctx.Err()
	}
	if e.err != nil {
		return doc.RefuseErr(doc.CodePDFReader, e.err)
	}
	return nil
}

// session returns an instance. When ctx ends, the instance stops whatever it is doing.
func (e *Engine) session(ctx context.Context) (*loan, error) {
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, doc.RefuseErr(doc.CodePDFReader, err)
	}
	s := &loan{Pdfium: instance}
	module, err := s.runsIn()
	if err != nil {
		s.giveBack()
		return nil, err
	}
	s.module = module
	s.makeRoom()
	kill := func() { _ = module.CloseWithExitCode(context.Background(), 1) } // its calls then fail
	s.unbind = []func() bool{context.AfterFunc(ctx, kill), context.AfterFunc(e.living, kill)}
	return s, nil
}

// giveBack ends the instance, which is not used again.
func (s *loan) giveBack() {
	for _, stop := range s.unbind {
		stop()
	}
	_ = s.Close() // it fails if the instance was stopped, but still frees it
	if s.freeRoom != nil {
		s.freeRoom()
	}
}

// ErrNotLoaded is the error of a file with a PDF within it, in a worker that has not loaded PDFium.
var ErrNotLoaded = errors.New("what PDFs are read with is not loaded")
