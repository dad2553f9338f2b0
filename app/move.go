package app

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2/lang"

	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
)

// measured is the part of the library that the settings need to show its size.
type measured interface {
	DiskParts(ctx context.Context) (index.DiskParts, error)
}

// mover moves the library to another folder, and shows its folder in the settings.
type mover struct {
	*shell
	library measured
	page    *view.Settings
	check   func()                                // checks the library
	export  func()                                // exports it into one file
	bring   func()                                // imports it from one file
	begin   func()                                // stops whatever writes to the library
	end     func(to string, l Library, err error) // continues with the library in its new folder, or in the old one
	place   []string                              // what the settings say about the library's folder
}

// section returns the settings section that shows the library's folder and moves it.
func (mv *mover) section() view.Section {
	mv.place = []string{shorten(libraryDir(mv.opt.Dir)), lang.L("It contains the text of your documents and what Footnote needs to search it. Your documents stay where they are.")}
	buttons := []*view.Button{view.NewButton(lang.L("Show in folder"), view.Plain, func() { mv.onReveal(libraryDir(mv.opt.Dir)) })}
	if mv.opt.Move != nil {
		buttons = append(buttons, view.NewButton(lang.L("Move…"), view.Plain, mv.onMove))
	}
	buttons = append(buttons, view.NewButton(lang.L("Export…"), view.Plain, mv.export))
	if mv.opt.Import != nil {
		buttons = append(buttons, view.NewButton(lang.L("Import…"), view.Plain, mv.bring))
	}
	if mv.opt.Examine != nil {
		buttons = append(buttons, view.NewButton(lang.L("Check…"), view.Plain, mv.check))
	}
	return view.Section{Heading: lang.L("Library folder"), Lines: mv.place, Buttons: buttons}
}

// showDiskUse adds the library's present size to that section.
func (mv *mover) showDiskUse() {
	if mv.library == nil {
		return
	}
	dir, library := libraryDir(mv.opt.Dir), mv.library
	measure := func(ctx context.Context) (diskUse, error) { return measureDisk(ctx, dir, library) }
	start(mv.jobs, mv.jobs.ctx, measure, func(u diskUse, err error) {
		if err == nil { // else the size is not shown: nothing depends on it
			mv.page.SetLines(sectionPlace, append(slices.Clone(mv.place), u.sentence())...)
		}
	})
}

// onMove asks for a folder, then for confirmation.
func (mv *mover) onMove() {
	mv.pickFolder(lang.L("Move it here"), lang.L("The library could not be moved."), func(folder string) { mv.askTo(place.Free(folder)) })
}

// askTo asks whether to move the library to a folder.
func (mv *mover) askTo(to string) {
	if mv.library == nil || mv.moving != nil {
		return
	}
	words := wrapped(lang.L("Footnote copies it from {{.From}} to {{.To}}, checks the copy, and then removes the old one. You can keep searching meanwhile. Your documents stay where they are.",
		map[string]any{"From": mv.place[0], "To": shorten(to)}))
	mv.decide(decision{title: lang.L("Move the library?"), yes: lang.L("Move"), no: lang.L("Cancel"), words: words, size: messageSize}, func() { mv.move(to) })
}

// copied holds how many bytes of a library have been copied to its new folder.
type copied struct{ done, all int64 }

// move moves the library to a folder. Until it is there, searches use the library in the old folder, and nothing is read into it.
func (mv *mover) move(to string) {
	ctx, cancel := context.WithCancel(mv.jobs.ctx)
	mv.moving = cancel
	mv.begin()
	say := func(c copied) {
		words := lang.L("Moving the library…")
		share := 0.0
		if c.all > 0 {
			words = lang.L("Moving the library") + dot + sizeOf(c.done, c.all)
			share = float64(c.done) / float64(c.all)
		}
		mv.status.Run(words, share)
	}
	say(copied{})
	news := &latest[copied]{jobs: mv.jobs, interval: progressInterval, show: func(c copied) {
		if mv.moving != nil {
			say(c)
		}
	}}
	move := func(ctx context.Context) (Library, error) {
		err := mv.opt.Move(ctx, to, func(done, all int64) { news.set(copied{done, all}) })
		news.end()
		if err != nil {
			return nil, err
		}
		return mv.opt.Open()
	}
	start(mv.jobs, ctx, move, func(l Library, err error) {
		cancel()
		mv.moving = nil
		mv.end(to, l, err)
	})
}

// stays says why the library stays in its folder.
func (mv *mover) stays(err error) {
	if errors.Is(err, context.Canceled) {
		mv.status.Rest(lang.L("The library stays where it was."))
		return
	}
	mv.warn(explainMove(err))
}

// lies says that the library is now in another folder.
func (mv *mover) lies(dir string) {
	mv.place[0] = shorten(libraryDir(dir))
	mv.showDiskUse()
	mv.status.Rest(lang.L("The library is now in {{.Folder}}.", map[string]any{"Folder": shorten(dir)}))
}

// explainMove says why a library stays in its folder.
func explainMove(err error) trouble {
	headline := lang.L("The library stays where it was.")
	switch {
	case errors.Is(err, index.ErrSamePlace):
		return trouble{headline, []string{lang.L("It is there already.")}}
	case errors.Is(err, index.ErrWithin):
		return trouble{headline, []string{lang.L("The new folder is inside the old one. Choose another folder.")}}
	case errors.Is(err, index.ErrNotEmpty):
		return trouble{headline, []string{lang.L("The new folder is not empty. Choose an empty one.")}}
	}
	return explain(headline, err)
}

// sizeOf returns "120 MB of 300 MB".
func sizeOf(done, all int64) string {
	return lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": inWords().Bytes(done), "All": inWords().Bytes(all)})
}
