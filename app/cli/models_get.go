package cli

import (
	"context"
	"errors"
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
		return say(nil, "There is no model named %s to fetch. `footnote models get` lists those that there are.", printable(c.Name))
	}
	dir, fetched := models.Fetched(m.Name)
	if !fetched {
		if err := s.print(fmt.Sprintf("Fetching about %s from %s (licence %s).", size(m.Bytes), m.Page(), m.Licence)); err != nil {
			return err
		}
		if err := os.MkdirAll(models.Folder(), 0o700); err != nil {
			return err
		}
		meter := newMeter(s.std.Err)
		err := hub.New(c.Hub).Fetch(s.ctx, m, dir, meter.fetched)
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

// explainFetch says why a model could not be fetched, and what to do next.
func explainFetch(err error) string {
	var e *hub.Error
	if errors.Is(err, context.Canceled) {
		return "Stopped. What was fetched is kept; run the command again to go on."
	}
	if !errors.As(err, &e) {
		return fmt.Sprintf("The model could not be stored.%s What was fetched is kept; run the command again to go on.", reason(err))
	}
	again := "What was fetched is kept; run the command again to go on."
	switch e.Problem {
	case hub.NoNetwork:
		return "The hub can't be reached. Check the network, and HTTPS_PROXY if you need a proxy. " + again
	case hub.Cut:
		return "The connection broke off again and again. " + again
	case hub.Untrusted:
		return "The hub can't prove who it is, so nothing was fetched from it. Check the computer's clock and its certificates."
	case hub.Astray:
		return "The hub leads to an address where others could change what comes. Nothing was fetched from there."
	case hub.ProxyPassword:
		return "The proxy asks for a password. Put it into HTTPS_PROXY, as in http://name:password@proxy:8080."
	case hub.Missing:
		return fmt.Sprintf("The hub does not have %s any more. Choose another model; `footnote models get` lists them.", nameOr(e.File, "the model"))
	case hub.Refused:
		return "The hub gives the model only to its users. Fetch it in a browser, and choose its folder with `footnote models use embedding FOLDER`."
	case hub.Busy:
		if e.After > 0 {
			return fmt.Sprintf("The hub takes no more requests for now. Run the command again in %s.", english.Duration(e.After))
		}
		return "The hub takes no more requests for now. Run the command again later."
	case hub.Failing:
		return fmt.Sprintf("The hub answers with status %d. Run the command again later.", e.Status)
	case hub.Unproven:
		return fmt.Sprintf("The hub declares no hash for %s, so it can't be checked. Nothing of it is kept.", nameOr(e.File, "a file"))
	case hub.Changed:
		return fmt.Sprintf("%s is not what the hub declares: it was damaged or changed on the way. It was removed; run the command again.", nameOr(e.File, "A file"))
	case hub.TooLarge:
		return fmt.Sprintf("%s is larger than any model that Footnote can run. Choose another model.", nameOr(e.File, "A file"))
	case hub.NoSpace:
		return fmt.Sprintf("The disk has too little space: %s are needed, and %s are free. Make room, and run the command again.", size(e.Need), size(e.Free))
	case hub.Unusable:
		return "The model has parts that Footnote does not know. Choose another model; `footnote models get` lists them."
	}
	return "The model is there already."
}

// nameOr returns the name of a file for a person, or other if there is none.
func nameOr(file, other string) string {
	if file == "" {
		return other
	}
	return printable(file)
}
