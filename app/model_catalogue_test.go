package app

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"footnote/index/embed/hub"
)

// fetching returns a stage whose window can fetch models by fetch.
func fetching(t *testing.T, fetch func(ctx context.Context, m hub.Model, report func(hub.Progress)) (string, error)) *stage {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	s := choosing(t)
	s.models.opt.Fetch = fetch
	return s
}

func TestAModelIsFetchedAndUsed(t *testing.T) {
	goOn := make(chan struct{})
	s := fetching(t, func(ctx context.Context, m hub.Model, report func(hub.Progress)) (string, error) {
		report(hub.Progress{File: "model.safetensors", Done: 30e6, All: 90e6, Rate: 2e6})
		select {
		case <-goOn:
			return "/models/" + m.Name, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
	c := newCatalogue(s.models)
	c.dialog.Show()
	if got := c.about.Text; !strings.Contains(got, "Recommended") || !strings.Contains(got, "https://huggingface.co/MongoDB/mdbr-leaf-ir") || !strings.Contains(got, "Apache-2.0") {
		t.Errorf("before it is fetched: %q", got)
	}
	c.model.SetSelected("multilingual-e5-small")
	if got := c.about.Text; !strings.Contains(got, "100 languages") || !strings.Contains(got, "MIT") {
		t.Errorf("another model: %q", got)
	}
	test.Tap(c.fetch)
	s.until("progress is shown", func() bool { return strings.HasPrefix(c.said.Text, "30 MB of 90 MB · 2.0 MB/s") && c.bar.Visible() })
	close(goOn)
	s.until("it serves", func() bool { return strings.HasPrefix(s.setting(sectionEmbedding), "Multilingual-e5-small finds") })
}

func TestAModelThatCannotBeFetchedIsExplained(t *testing.T) {
	s := fetching(t, func(context.Context, hub.Model, func(hub.Progress)) (string, error) {
		return "", &hub.Error{Problem: hub.NoNetwork, Err: errors.New("dial tcp")}
	})
	c := newCatalogue(s.models)
	c.dialog.Show()
	test.Tap(c.fetch)
	s.until("the trouble is shown", func() bool { return strings.Contains(c.said.Text, "can't be reached") })
	if strings.Contains(c.said.Text, "dial") || c.fetch.Disabled() || s.models.known.Coming != nil {
		t.Errorf("%q, %v", c.said.Text, s.models.known)
	}
}

func TestFetchingIsCancelled(t *testing.T) {
	stopped := make(chan struct{})
	s := fetching(t, func(ctx context.Context, _ hub.Model, _ func(hub.Progress)) (string, error) {
		<-ctx.Done()
		close(stopped)
		return "", ctx.Err()
	})
	c := newCatalogue(s.models)
	c.dialog.Show()
	test.Tap(c.fetch)
	c.leave()
	<-stopped
	if s.models.known.Coming != nil {
		t.Errorf("%v", s.models.known)
	}
}
