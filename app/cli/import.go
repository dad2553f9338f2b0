package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"footnote/app/instance"
	"footnote/app/place"
	"footnote/index"
)

// importCommand restores an exported library.
type importCommand struct {
	File   string   `arg:"" help:"A file that footnote export wrote."`
	Map    []string `help:"Say where a folder of the other computer is on this one. Can be repeated." placeholder:"OLD=NEW" sep:"none"`
	Models bool     `help:"Keep using a model on another computer, and keep sending it text."`
	JSON   bool     `name:"json" help:"Print JSON."`
}

// Help says what is imported and how folders are found, with examples.
func (importCommand) Help() string {
	return `Restores a library from a file that footnote export wrote, on this computer or another one, without reading any document again.
The library in use must be empty, except for the starter documents.

If a folder does not exist here under its old path, Footnote looks for it at the same place in your home folder. Use --map to name
others. You can search the documents of a missing folder; Footnote opens them once the folder is there.

Examples:

    footnote import library.footnote
    footnote import library.footnote --map /home/ada/Papers=/data/papers --map 'C:\Users\Ada\Documents=/home/ada/Documents'
    footnote import library.footnote --library /mnt/drive/footnote

The file may come from anywhere: Footnote checks all of it, and imports the library completely or not at all.`
}

func (c importCommand) Run(s *session) error {
	file, err := filepath.Abs(c.File)
	if err != nil {
		return err
	}
	mappings, err := c.mappings()
	if err != nil {
		return err
	}
	m, err := index.ReadManifest(file)
	if err != nil {
		return explainImport(err, file, s.library)
	}
	for _, suggested := range index.Suggest(m, "", mappings) {
		if !isTerminal(s.std.In) || s.asks(fmt.Sprintf("%s does not exist here. Is it %s now?", printable(suggested.From), printable(suggested.To))) {
			mappings = append(mappings, suggested)
		}
	}
	away := c.Models || s.asksAway(m)
	held, err := instance.Hold(s.library)
	if errors.Is(err, instance.ErrHeld) {
		return say(err, "Footnote's window is open on this library. Import in the window's settings, or close the window first.")
	}
	if err != nil {
		return explainImport(err, file, s.library)
	}
	done, err := c.do(s, file, index.ImportOptions{Mappings: mappings, Models: away})
	if err := errors.Join(err, held.Close()); err != nil {
		return explainImport(err, file, s.library)
	}
	if c.JSON {
		return printJSON(s.std.Out, importJSON(s.library, done))
	}
	return printImported(newPaper(s.std.Out), s.library, done)
}

// mappings returns the mappings of --map.
func (c importCommand) mappings() (mappings []index.Mapping, err error) {
	for _, one := range c.Map {
		from, to, ok := strings.Cut(one, "=")
		if !ok || from == "" || to == "" {
			return nil, usageError{fmt.Errorf("--map %s is not OLD=NEW", one)}
		}
		if to, err = filepath.Abs(to); err != nil {
			return nil, err
		}
		mappings = append(mappings, index.Mapping{From: from, To: to})
	}
	return mappings, nil
}

// asksAway asks whether to keep models on other computers, if there are any.
func (s *session) asksAway(m index.Manifest) bool {
	for _, model := range m.Models {
		if model.Host != "" {
			return s.asks(fmt.Sprintf("The library compares meaning with %s. Keep using it, and send your documents and questions to %s?",
				printable(model.Title), printable(model.Host)))
		}
	}
	return false
}

func (c importCommand) do(s *session, file string, opt index.ImportOptions) (place.Imported, error) {
	meter := newMeter(s.std.Err)
	begun := time.Now()
	opt.Name = s.command
	opt.Report = func(share float64) { meter.share("Importing the library", share, time.Since(begun)) }
	opt.Waiting = func(by index.Holder) { sayWaiting(s.std.Err, by) }
	done, err := place.Import(s.ctx, file, s.library, ModelsFile(), opt)
	meter.end()
	return done, err
}

func printImported(paper *paper, library string, done place.Imported) error {
	paper.line(fmt.Sprintf("Imported %s and %s into %s.", count(done.Documents, "document"), count(done.Passages, "passage"), printable(library)))
	for _, source := range done.Sources {
		line := "  " + printable(source.Path)
		if source.From != source.Path {
			line += " (was " + printable(source.From) + ")"
		}
		if !source.Here {
			line += ": not on this computer, but you can search its documents"
		}
		paper.line(line)
	}
	if done.Kept > 0 {
		paper.line(fmt.Sprintf("The basket has %s more.", count(done.Kept, "passage")))
	}
	if done.Answer != "" {
		paper.line(fmt.Sprintf("%s now answers, as on the other computer.", printable(done.Answer)))
	}
	if done.Away != "" {
		paper.line(fmt.Sprintf("%s runs on another computer, so Footnote does not use it for answers. You can choose it with `footnote models use answer`.", printable(done.Away)))
	}
	for _, model := range done.Left {
		words := "is not on this computer"
		if model.Host != "" {
			words = "is on another computer, " + printable(model.Host)
		}
		paper.line(fmt.Sprintf("The built-in model compares meaning: %s %s.", printable(model.Title), words))
	}
	if len(done.Left) > 0 {
		paper.line("`footnote index` makes its vectors. Until then, Footnote finds documents by their words.")
	}
	return paper.flush()
}

func explainImport(err error, file, library string) error {
	const nothing = "Nothing was imported."
	var held *index.HeldError
	var mapping *index.MappingError
	var version *index.VersionError
	switch {
	case errors.Is(err, context.Canceled):
		return say(err, "Stopped. %s", nothing)
	case errors.Is(err, place.ErrPartly):
		return say(err, "The library was imported, but its basket or its choice of answer model was not.")
	case errors.Is(err, index.ErrOccupied):
		return say(err, "The library in %s is not empty. %s Name another folder with --library, or remove its folders first.", library, nothing)
	case errors.As(err, &held):
		return say(err, "%s %s Wait until it has finished, or stop it, and try again.", english.Holding(held.By), nothing)
	case errors.As(err, &mapping):
		return say(err, "--map %s must name two absolute paths. %s", mapping.Path, nothing)
	case errors.Is(err, index.ErrExportVersion), errors.As(err, &version):
		return say(err, "A later version of Footnote wrote %s. %s Use that version, or export again with this one.", file, nothing)
	case errors.Is(err, index.ErrNotExport), errors.Is(err, index.ErrForeign), errors.Is(err, index.ErrNotLibrary):
		return say(err, "%s is not an exported library, or it is damaged. %s", file, nothing)
	case errors.Is(err, index.ErrChecksum), errors.Is(err, index.ErrDamaged):
		return say(err, "%s is damaged or incomplete. %s Copy it again, or export again.", file, nothing)
	case errors.Is(err, index.ErrTooLarge):
		return say(err, "%s unpacks to far more data than a library has. %s", file, nothing)
	case errors.Is(err, index.ErrFull):
		return say(err, "The disk is too full for the library in %s. %s", library, nothing)
	case errors.Is(err, index.ErrReadOnly):
		return say(err, "%s is not writable. %s Check that you have write permission there, or name another folder with --library.", library, nothing)
	case errors.Is(err, fs.ErrNotExist):
		return say(err, "%s does not exist. %s", file, nothing)
	case errors.Is(err, fs.ErrPermission):
		return say(err, "You don't have permission to read %s. %s Change its permissions.", file, nothing)
	}
	return say(err, "%s can't be imported.%s %s", file, reason(err), nothing)
}

// What import prints as JSON.
type (
	importOutput struct {
		Library   string                 `json:"library"`
		Documents int                    `json:"documents"`
		Passages  int                    `json:"passages"`
		Basket    int                    `json:"basket"` // passages that came along
		Sources   []importedSourceOutput `json:"sources"`
		LeftOut   []string               `json:"models_left_out"`
	}
	importedSourceOutput struct {
		From string `json:"from"`
		Path string `json:"path"`
		Here bool   `json:"here"`
	}
)

func importJSON(library string, done place.Imported) importOutput {
	output := importOutput{library, done.Documents, done.Passages, done.Kept, []importedSourceOutput{}, []string{}}
	for _, s := range done.Sources {
		output.Sources = append(output.Sources, importedSourceOutput(s))
	}
	for _, m := range done.Left {
		output.LeftOut = append(output.LeftOut, m.Title)
	}
	return output
}
