package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"footnote/app/models"
	"footnote/index/embed/hub"
)

// modelsGetCommand fetches a model from the catalogue.
type modelsGetCommand struct {
	Name string `arg:"" optional:"" help:"Name of the model. Without one, the models that can be fetched are listed."`
	Hub  string `help:"Address of a mirror of Hugging Face's hub." env:"HF_ENDPOINT" placeholder:"URL"`
}

// Help says where models come from.
func (modelsGetCommand) Help() string {
	return `Models come from huggingface.co, and are fetched only by this command. It sends the names of files, and nothing of yours. Every file is
checked against the hash that the hub declares. A proxy is taken from HTTPS_PROXY. If the connection breaks off, run the command again: it goes
on where it stopped. On a computer without a network, copy a model's folder there and choose it with ` + "`footnote models use embedding FOLDER`." + `

Example:

    footnote models get mdbr-leaf-ir
    footnote models use embedding mdbr-leaf-ir`
}

func (c modelsGetCommand) Run(s *session) error {
	if c.Name == "" {
		return listCatalogue(s)
	}
	m, known := hub.Find(c.Name)
	if !known {
		return say(nil, "There is no model named %s to fetch. `footnote models get` lists the models.", printable(c.Name))
	}
	dir, fetched := models.Fetched(m.Name)
	if !fetched {
		if err := s.print(fmt.Sprintf("Fetching about %s from %s (licence %s).", size(m.Bytes), m.Page(), m.Licence)); err != nil {
			return err
		}
		meter := newMeter(s.std.Err)
		_, err := models.Fetch(s.ctx, m, c.Hub, meter.fetched)
		meter.end()
		if err != nil {
			return fetchError{err}
		}
	}
	check, err := models.Try(s.ctx, dir)
	if err != nil {
		return serverError{err}
	}
	return s.print(fmt.Sprintf("%s is ready: %d dimensions, %v for a question. Use it with `footnote models use embedding %s`.",
		m.Name, check.Dim, check.Took.Round(time.Microsecond), m.Name))
}

// uses says what a model is good for.
var uses = map[hub.Use]string{
	hub.Recommended: "the best of its size, recommended", hub.Small: "good and small", hub.Multilingual: "finds across languages",
	hub.Static: "as fast as the built-in model", hub.StaticMany: "as fast as the built-in model; finds what is alike rather than what answers",
}

func listCatalogue(s *session) error {
	paper := newPaper(s.std.Out)
	for _, m := range hub.Catalogue() {
		name := paper.bold(m.Name)
		if _, fetched := models.Fetched(m.Name); fetched {
			name += " (fetched)"
		}
		paper.line(name)
		languages := "English"
		if m.Languages > 1 {
			languages = fmt.Sprintf("%d languages", m.Languages)
		}
		line := fmt.Sprintf("  %s · %s · %d million parameters · %s to fetch · %s", uses[m.Use], languages, m.Parameters, size(m.Bytes), m.Licence)
		if m.Score != "" {
			line += " · nDCG@10 " + m.Score
		}
		paper.line(line)
		paper.line("  " + m.Page())
	}
	return paper.flush()
}

// fetched shows the progress of fetching a model. It runs on the goroutine that fetches.
func (m *meter) fetched(p hub.Progress) {
	if !m.terminal || time.Since(m.shown) < repaintEvery && p.Done < p.All {
		return
	}
	m.shown = time.Now()
	line := fmt.Sprintf("Fetching: %s of %s", size(p.Done), size(p.All))
	if p.Rate > 0 {
		line += fmt.Sprintf(" · %s/s", size(int64(p.Rate)))
	}
	if p.Left > 0 {
		line += fmt.Sprintf(" · %s left", english.Duration(p.Left))
	}
	fmt.Fprintf(m.out, "\r\x1b[K%s", line)
}

// modelsAddCommand checks a model's folder.
type modelsAddCommand struct {
	Folder string `arg:"" type:"existingdir" help:"Folder of a sentence-transformers or Model2Vec model."`
}

func (c modelsAddCommand) Run(s *session) error {
	dir, err := filepath.Abs(c.Folder)
	if err != nil {
		return err
	}
	check, err := models.Try(s.ctx, dir)
	if err != nil {
		return serverError{err}
	}
	return s.print(fmt.Sprintf("The model works: %d dimensions, %v for a question. Nothing was copied, so keep the folder where it is. Use it with `footnote models use embedding %s`.",
		check.Dim, check.Took.Round(time.Microsecond), dir))
}

// modelsRemoveCommand removes a fetched model.
type modelsRemoveCommand struct {
	Name string `arg:"" help:"Name of the fetched model."`
}

func (c modelsRemoveCommand) Run(s *session) (err error) {
	dir, _ := models.Fetched(c.Name)
	if s.exists() == nil && dir != "" {
		lib, err := s.open()
		if err != nil {
			return err
		}
		defer closeInto(&err, lib)
		m, err := lib.Models(s.ctx)
		if err != nil {
			return err
		}
		if m.Serving.Folder == dir || m.Coming != nil && m.Coming.Folder == dir {
			return say(nil, "The library uses %s. Choose another model first, such as with `footnote models use embedding builtin`.", printable(c.Name))
		}
	}
	found, err := models.Remove(c.Name)
	if err != nil {
		return err
	}
	if !found {
		return say(nil, "No model named %s was fetched. Nothing was removed.", printable(c.Name))
	}
	return s.print(fmt.Sprintf("Removed %s.", c.Name))
}

// fetchError reports that a model could not be fetched.
type fetchError struct{ err error }

func (e fetchError) Error() string { return e.err.Error() }
func (e fetchError) Unwrap() error { return e.err }

// Fetch fetches a model of the catalogue for the window, from the hub that the environment names.
func Fetch(ctx context.Context, m hub.Model, report func(hub.Progress)) (dir string, err error) {
	return models.Fetch(ctx, m, os.Getenv(hubVariable), report)
}

// hubVariable is the environment variable with the address of a mirror, which Hugging Face's own programs read.
const hubVariable = "HF_ENDPOINT"
