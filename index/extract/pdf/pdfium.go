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

// A Engine is PDFium as a WebAssembly program, so that whatever a file does to it stays within its own memory. The program
// is compiled when the first PDF is read. Every file gets an instance of its own, made in some milliseconds, that
// shares nothing with others: what comes out of a file does not depend on those read before.
//
// One instance runs at a time: two race for what wazero notes of a function's type when it is first called (FunctionType.key in
// wazero 1.12). Files are read at the same time in several processes.
type Engine struct {
	cacheDir string
	ocr      *ocr.Engine     // reads pages that are pictures
	turn     chan struct{}   // of one: full while a file has the engine
	living   context.Context // until the engine is closed
	end      context.CancelFunc

	Sealed atomic.Bool // what has not been loaded by now cannot be loaded any more
	Missed atomic.Bool // it was to be

	Close func() error // ends the instance that runs and waits until it has; a second call returns what the first did

	starting sync.Once
	started  chan struct{} // closed when the three below are set
	pool     pdfium.Pool
	cache    wazero.CompilationCache
	err      error
}

func New(cacheDir string, ocr *ocr.Engine) *Engine {
	living, end := context.WithCancel(context.Background())
	e := &Engine{
		cacheDir: cacheDir,
		ocr:      ocr,
		turn:     make(chan struct{}, 1),
		living:   living,
		end:      end,
		started:  make(chan struct{}),
	}
	e.Close = sync.OnceValue(e.shut)
	return e
}

// start compiles the program, or loads it compiled.
func (e *Engine) start() {
	defer close(e.started)
	if e.cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.cacheDir)
		if err == nil && e.compile(cache) == nil {
			return
		}
	}
	debug.FreeOSMemory()                            // what was compiled in vain, before the same is done again
	e.err = e.compile(wazero.NewCompilationCache()) // what is wrong with the folder shall not keep files from being read
}

func (e *Engine) compile(cache wazero.CompilationCache) error {
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: cap(e.turn),
		FSConfig: wazero.NewFSConfig(), // it sees no file but the one it is given
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCompilationCache(cache).
			WithMemoryLimitPages(maxPDFMemory / wasmPage).
			WithCloseOnContextDone(true), // also when its module is closed: see loan
	})
	if err != nil {
		return errors.Join(err, cache.Close(context.Background()))
	}
	e.pool, e.cache = pool, cache
	return nil
}

// shut ends the instance that runs and waits until it has. No file is read afterwards.
func (e *Engine) shut() error {
	e.end()
	e.turn <- struct{}{}
	e.starting.Do(func() { close(e.started) }) // or, if it is starting, wait for it
	<-e.started
	if e.pool == nil {
		return nil
	}
	err := errors.Join(e.pool.Close(), e.cache.Close(context.Background()))
	e.pool = nil
	return err
}

// A loan is an instance of PDFium on loan to one file.
type loan struct {
	pdfium.Pdfium
	module   api.Module // that it runs in
	unbind   []func() bool
	freeRoom func() // gives the module's memory back; may be nil
}

// begin waits until instances can be made, which takes seconds the first time, and until the engine is free. Neither is the
// file's time. The caller calls end.
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

// CompiledFolders are the folders within a cache in which a worker keeps the program that it compiles. They are made where they are not there.
func CompiledFolders(cacheDir string) []string {
	if cacheDir == "" {
		return nil
	}
	if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil { // else a worker compiles for itself
		_ = cache.Close(context.Background()) // there is nothing in it
	}
	folders, _ := filepath.Glob(filepath.Join(cacheDir, "wazero-*")) // none where the name is no pattern
	return folders
}

// Load has instances made without delay from now on.
func (e *Engine) Load() { e.starting.Do(e.start) }

// loaded reports whether that has been done.
func (e *Engine) loaded() bool {
	select {
	case <-e.started:
		return true
	default:
		return false
	}
}

// ready waits until instances can be made.
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

// session lends an instance until ctx ends, which stops whatever it is doing, or it is returned.
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
	kill := func() { _ = module.CloseWithExitCode(context.Background(), 1) } // what it was doing fails, which is enough
	s.unbind = []func() bool{context.AfterFunc(ctx, kill), context.AfterFunc(e.living, kill)}
	return s, nil
}

// giveBack ends the loan. Instances are not used again.
func (s *loan) giveBack() {
	for _, stop := range s.unbind {
		stop()
	}
	_ = s.Close() // it fails where the instance has been stopped, and is gone all the same
	if s.freeRoom != nil {
		s.freeRoom()
	}
}

// ErrNotLoaded is what comes of a file with a PDF within it in a worker that was not prepared for one.
var ErrNotLoaded = errors.New("what PDFs are read with is not loaded")
