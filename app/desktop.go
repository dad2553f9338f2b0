package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// longJob is how long a reading takes whose end the system tells of, where the window is not in front.
const longJob = 10 * time.Second

// deskState is the window among others on the screen.
type deskState struct {
	front bool           // the window has the keyboard
	menu  *fyne.Menu     // of the tray; nil while there is none
	pause *fyne.MenuItem // in it
}

// listenToDesk hears what becomes of the window on the screen, and another start that asks for it.
func (w *Window) listenToDesk() {
	life := w.app.Lifecycle()
	life.SetOnEnteredForeground(func() { w.desk.front = true })
	life.SetOnExitedForeground(func() { w.desk.front = false })
	w.win.SetCloseIntercept(w.onClose)
	if w.remains.stay {
		w.showTray()
	}
	hear(w.jobs, w.opt.Rung, func(struct{}) { w.comeForward() })
}

// comeForward shows the window in front of the others.
func (w *Window) comeForward() {
	w.win.Show()
	w.win.RequestFocus()
}

// quit remembers how the window is, and ends the program.
func (w *Window) quit() {
	w.rememberLook()
	w.app.Quit()
}

// rememberLook remembers how large the window is and how it is split, if that has changed. It is called now and then, since Fyne may lose
// what is remembered as the program ends.
func (w *Window) rememberLook() {
	w.remains.size = w.win.Canvas().Size()
	if w.remains != w.remembered {
		w.set(func(*settings) {})
	}
}

// onClose remembers how the window was, and closes it or, where that is chosen, leaves it to the tray.
func (w *Window) onClose() {
	w.rememberLook()
	if w.remains.stay && w.desk.menu != nil {
		w.win.Hide()
		return
	}
	w.win.Close()
}

// showTray puts the program into the system's tray, where it has one.
func (w *Window) showTray() {
	tray, ok := w.app.(desktop.App)
	if !ok || w.desk.menu != nil {
		return
	}
	quit := fyne.NewMenuItem(lang.L("Quit"), w.quit)
	quit.IsQuit = true
	w.desk.pause = fyne.NewMenuItem("", func() {
		if w.sync.paused {
			w.resume()
		} else {
			w.onPause()
		}
	})
	w.desk.menu = fyne.NewMenu(w.win.Title(), fyne.NewMenuItem(lang.L("Open Footnote"), w.comeForward), w.desk.pause, fyne.NewMenuItemSeparator(), quit)
	w.updateTray()
	tray.SetSystemTrayIcon(w.app.Icon())
	tray.SetSystemTrayMenu(w.desk.menu)
}

// updateTray shows in the tray whether reading can be paused or resumed.
func (w *Window) updateTray() {
	if w.desk.menu == nil {
		return
	}
	label, idle := lang.L("Pause reading"), !w.sync.running
	if w.sync.paused {
		label, idle = lang.L("Resume reading"), false
	}
	if w.desk.pause.Label != label || w.desk.pause.Disabled != idle {
		w.desk.pause.Label, w.desk.pause.Disabled = label, idle
		w.desk.menu.Refresh()
	}
}

// tellSystem lets the system tell of the end of a job that took long, unless the person looks at the window.
func (w *Window) tellSystem(took time.Duration, words string) {
	if took < longJob || w.desk.front {
		return
	}
	title := w.win.Title()
	send := func() error { // it may wait for the system's answer
		w.app.SendNotification(fyne.NewNotification(title, words))
		return nil
	}
	w.jobs.detach(send, func(error) {})
}
