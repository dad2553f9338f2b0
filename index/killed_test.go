package index_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"footnote/index"
	"footnote/index/provider"
	"footnote/index/provider/providertest"
)

// childLibrary and childServer, when set, make the test binary a process that changes a library's model until it is killed.
const (
	childLibrary = "FOOTNOTE_INDEX_TEST_LIBRARY"
	childServer  = "FOOTNOTE_INDEX_TEST_SERVER"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childLibrary); dir != "" {
		if err := changeModel(dir, os.Getenv(childServer)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if order := os.Getenv(childMove); order != "" {
		var o moveOrder
		err := json.Unmarshal([]byte(order), &o)
		if err == nil {
			err = o.do(context.Background())
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func changeModel(dir, address string) error {
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		return err
	}
	m, err := lib.Models(context.Background())
	if err == nil && m.Coming == nil && m.Serving.Server == nil {
		err = lib.ChangeModel(context.Background(), index.EmbeddingModel{
			Server: &provider.Config{Kind: provider.Ollama, Model: "nomic-embed-text", Address: address},
		})
	}
	if err == nil {
		err = lib.Embed(context.Background(), nil)
	}
	if err != nil {
		return err
	}
	return lib.Close()
}

// TestAChangeOfModelIsKilled kills the process that changes a library's model at twenty moments: after it, the library opens, serves the
// vectors of one model for each of its passages, and the next process goes on. Where a change came to its end it is undone, and another
// begins. The last process is let come to its end.
func TestAChangeOfModelIsKilled(t *testing.T) {
	const documents, kills = 30, 20
	server := providertest.New(t)
	tr := newTree(t)
	tr.gardens(documents)
	random := rand.New(rand.NewPCG(20, 26))
	killed := 0
	for round := range kills + 1 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childLibrary+"="+tr.library, childServer+"="+server.URL)
		// The server counts what the child asks it, and kills it in the middle of a question. Recognising a model takes one or two dozen.
		left := atomic.Int64{}
		left.Store(1 + random.Int64N(documents))
		kill, ended := make(chan struct{}), make(chan struct{})
		server.Change(func(s *providertest.Server) {
			s.OnText = func(string) {
				if left.Add(-1) == 0 && round < kills {
					close(kill)
					<-ended // without an answer
				}
			}
		})
		var out bytes.Buffer
		child.Stdout, child.Stderr = &out, &out
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		killer := sync.WaitGroup{}
		killer.Go(func() {
			select {
			case <-kill:
				_ = child.Process.Kill() // one that has ended needs none
			case <-ended:
			}
		})
		err := child.Wait()
		close(ended)
		killer.Wait()
		if left.Load() <= 0 && err != nil && round < kills {
			killed++
		} else if err != nil {
			t.Fatalf("round %d: %v\n%s", round, err, out.String())
		}
		tr.reopen()
		m := tr.models()
		for i := range 3 {
			name := fmt.Sprintf("garden/%02d.txt", (7*round+i)%documents)
			result, err := tr.lib.Search(t.Context(), "When are the beans watered?", index.SearchOptions{Limit: documents, Side: index.MeaningOnly, Weak: true})
			if err != nil || result.Away != nil || len(result.Passages) != documents {
				t.Fatalf("round %d: %d passages of %d serve, %v, %v", round, len(result.Passages), documents, result.Away, err)
			}
			if doc, err := tr.lib.Read(t.Context(), filepath.Join(tr.dir, name)); err != nil || doc.Text == "" {
				t.Fatalf("round %d: %s: %v", round, name, err)
			}
		}
		if m.Serving.Server != nil && round < kills { // back to the beginning
			if err := errors.Join(tr.lib.UndoModel(t.Context()), tr.lib.ClearFormerModel(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
	}
	if killed < kills/2 {
		t.Errorf("only %d processes were killed at work", killed)
	}
	if m := tr.models(); m.Serving.Server == nil || m.Coming != nil || m.Lacking != 0 || m.Former == nil {
		t.Errorf("at the end: %+v", m)
	}
}
