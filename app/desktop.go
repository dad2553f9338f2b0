package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"footnote/app/instance"
)

// longJob is how long a reading must take for a system notification at its end, if the window is not in front.
const longJob = 10 * time.Second

// desk is the window's place on the desktop.
type desk struct {
	*shell
	sync  *syncing
	visit func(targets []string) // shows files, folders and links

	exit  func()         // ends the program
	front bool           // the window has the keyboard focus
	menu  *fyne.Menu     // of the tray; nil if there is none
	pause *fyne.MenuItem // in it
}

// listen tracks the window's focus and closing, and requests from other starts of the program.
func (dk *desk) listen() {
	dk.exit = func() { dk.app.Quit() }
	life := dk.app.Lifecycle()
	life.SetOnEnteredForeground(func() { dk.front = true })
	life.SetOnExitedForeground(func() { dk.front = false })
	dk.win.SetCloseIntercept(dk.onClose)
	if dk.settings.stay {
		dk.showTray()
	}
	hear(dk.jobs, dk.opt.Rung, func(r instance.Request) {
		dk.comeForward()
		dk.visit(r.Open)
	})
}

// comeForward brings the window to the front.
func (dk *desk) comeForward() {
	dk.win.Show()
	dk.win.RequestFocus()
}

// quit stores the window's size and layout, and ends the program.
func (dk *desk) quit() {
	dk.rememberLook()
	dk.exit()
}

// rememberLook stores the window's size and its split if they have changed. It runs regularly, because Fyne may lose what is stored as the
// program ends.
func (dk *desk) rememberLook() {
	dk.settings.size = dk.win.Canvas().Size()
	if dk.settings != dk.remembered {
		dk.set(func(*settings) {})
	}
}

// onClose stores the window's size and layout, and closes the window or, if the user chose that, keeps it in the tray.
func (dk *desk) onClose() {
	dk.rememberLook()
	if dk.settings.stay && dk.menu != nil {
		dk.win.Hide()
		return
	}
	dk.win.Close()
}

// showTray adds the program to the system tray, if there is one.
func (dk *desk) showTray() {
	tray, ok := dk.app.(desktop.App)
	if !ok || dk.menu != nil {
		return
	}
	quit := fyne.NewMenuItem(lang.L("Quit"), dk.quit)
	quit.IsQuit = true
	dk.pause = fyne.NewMenuItem("", func() {
		if dk.sync.paused {
			dk.sync.resume()
		} else {
			dk.sync.onPause()
		}
	})
	dk.menu = fyne.NewMenu(dk.win.Title(), fyne.NewMenuItem(lang.L("Open Footnote"), dk.comeForward), dk.pause, fyne.NewMenuItemSeparator(), quit)
	dk.update()
	tray.SetSystemTrayIcon(dk.app.Icon())
	tray.SetSystemTrayMenu(dk.menu)
}

// update updates the tray's menu item that pauses or resumes reading.
func (dk *desk) update() {
	if dk.menu == nil {
		return
	}
	label, idle := lang.L("Pause reading"), !dk.sync.running
	if dk.sync.paused {
		label, idle = lang.L("Resume reading"), false
	}
	if dk.pause.Label != label || dk.pause.Disabled != idle {
		dk.pause.Label, dk.pause.Disabled = label, idle
		dk.menu.Refresh()
	}
}

// tellSystem sends a system notification at the end of a long job, unless the window is in front. The words contain no name from a disk or
// a document: see resultWords.
func (dk *desk) tellSystem(took time.Duration, words string) {
	if took < longJob || dk.front {
		return
	}
	title := dk.win.Title()
	send := func() error { // it may wait for the system's answer
		dk.app.SendNotification(fyne.NewNotification(title, words))
		return nil
	}
	dk.jobs.detach(send, func(error) {})
}
