package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/secrets"
	"footnote/app/view"
	"footnote/index"
)

// An unlocking is the dialog that asks for a file's password.
type unlocking struct {
	shelves  *shelving
	path     string
	password *view.DialogEntry
	said     *widget.Label
	open     *view.Button
	dialog   *dialog.CustomDialog
	cancel   context.CancelFunc // cancels the trial of a password
}

// onUnlock asks for the password of a file.
func (sh *shelving) onUnlock(path string) {
	ctx, cancel := context.WithCancel(sh.jobs.ctx)
	u := &unlocking{shelves: sh, path: path, password: view.NewDialogEntry(true), said: wrapped(""), cancel: cancel}
	u.password.SetPlaceHolder(lang.L("Password"))
	u.password.OnSubmitted = func(string) { u.try(ctx) }
	u.said.Importance = widget.DangerImportance
	u.open = view.NewButton(lang.L("Unlock"), view.Primary, func() { u.try(ctx) })
	what := wrapped(lang.L("The library then keeps its text, so searches find it without the password. The file stays as it is.") + " " +
		lang.L("The system's keyring keeps the password. Footnote tries it on every document that needs one."))
	u.dialog = dialog.NewCustomWithoutButtons(lang.L("Password for “{{.Name}}”", map[string]any{"Name": filepath.Base(path)}),
		container.NewVScroll(container.NewVBox(what, u.password, u.said)), sh.win)
	u.dialog.SetButtons([]fyne.CanvasObject{view.NewButton(lang.L("Cancel"), view.Plain, u.dialog.Hide), u.open})
	u.dialog.SetOnClosed(cancel)
	u.dialog.Resize(unlockSize)
	sh.showDialog(u.dialog, u.password, u.dialog.Hide, nil)
}

var unlockSize = fyne.NewSize(460, 300)

// try tries the typed password. If it opens the file, the file and others of its kind are read.
func (u *unlocking) try(ctx context.Context) {
	password := u.password.Text
	if password == "" || u.open.Disabled() {
		return
	}
	u.open.Disable()
	u.said.SetText("")
	kept := error(nil)
	unlock := func(ctx context.Context) (struct{}, error) {
		if err := u.shelves.library.Unlock(ctx, u.path, password); err != nil {
			return struct{}{}, err
		}
		if u.shelves.opt.KeepPassword != nil {
			kept = u.shelves.opt.KeepPassword(password)
		}
		return struct{}{}, nil
	}
	start(u.shelves.jobs, ctx, unlock, func(_ struct{}, err error) {
		u.open.Enable()
		switch {
		case ctx.Err() != nil: // the dialog is closed
			return
		case errors.Is(err, index.ErrPassword):
			u.said.SetText(lang.L("This password does not open it."))
			u.shelves.win.Canvas().Focus(u.password)
			u.password.TypedShortcut(&fyne.ShortcutSelectAll{})
			return
		case err != nil:
			u.said.SetText(explain(lang.L("The file could not be opened."), err).sentence())
			return
		}
		u.dialog.Hide()
		u.shelves.readUnlocked()
		u.shelves.tellUnkept(kept)
	})
}

// readUnlocked reads the sources of files that needed a password.
func (sh *shelving) readUnlocked() {
	var sources []string
	for _, f := range sh.holds.Failed {
		if source := sh.sourceOf(f.Path); index.Locked(f.Outcome) && source != "" && !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	if len(sources) > 0 {
		sh.sync.resume(sources...)
	}
}

// sourceOf returns the path of the source that holds a file, or "" if none does.
func (sh *shelving) sourceOf(path string) string {
	for _, s := range sh.holds.Sources {
		if rel, err := filepath.Rel(s.Path, path); err == nil && filepath.IsLocal(rel) {
			return s.Path
		}
	}
	return ""
}

// tellUnkept says that a password could not be stored. It shows a message that stays, because the status line shows the reading that
// begins.
func (sh *shelving) tellUnkept(err error) {
	headline := lang.L("The password works until you close Footnote")
	switch {
	case errors.Is(err, secrets.ErrNoKeyring):
		sh.tell(trouble{Headline: headline, Lines: []string{lang.L("This system has no keyring, so the password was not saved. The text stays in the library.")}})
	case errors.Is(err, secrets.ErrTooLong):
		sh.tell(trouble{Headline: headline, Lines: []string{
			lang.L("This system's keyring has no room for another password, so it was not saved. The text stays in the library."),
		}})
	case err != nil:
		sh.tell(explain(headline, err))
	}
}
