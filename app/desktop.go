package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// longJob is how long a reading takes whose end the system tells of, where the window is not in front.
const longJob = 10 * time.Second

// desk is the window among others on the screen.
type desk struct {
	*shell
	sync *syncing

	front bool           // the window has the keyboard
	menu  *fyne.Menu     // of the tray; nil while there is none
	pause *fyne.MenuItem // in it
}

// listen hears what becomes of the window on the screen, and another start that asks for it.
func (dk *desk) listen() {
	life := dk.app.Lifecycle()
	life.SetOnEnteredForeground(func() { dk.front = true })
	life.SetOnExitedForeground(func() { dk.front = false })
	dk.win.SetCloseIntercept(dk.onClose)
	if dk.settings.stay {
		dk.showTray()
	}
	hear(dk.jobs, dk.opt.Rung, func(struct{}) { dk.comeForward() })
}

// comeForward shows the window in front of the others.
func (dk *desk) comeForward() {
	dk.win.Show()
	dk.win.RequestFocus()
}

// quit remembers how the window is, and ends the program.
func (dk *desk) quit() {
	dk.rememberLook()
	dk.app.Quit()
}

// rememberLook remembers how large the window is and how it is split, if that has changed. It is called now and then, since Fyne may lose
// what is remembered as the program ends.
func (dk *desk) rememberLook() {
	dk.settings.size = dk.win.Canvas().Size()
	if dk.settings != dk.remembered {
		dk.set(func(*settings) {})
	}
}

// onClose remembers how the window was, and closes it or, where that is chosen, leaves it to the tray.
func (dk *desk) onClose() {
	dk.rememberLook()
	if dk.settings.stay && dk.menu != nil {
		dk.win.Hide()
		return
	}
	dk.win.Close()
}

// showTray puts the program into the system's tray, where it has one.
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

// update shows in the tray whether reading can be paused or resumed.
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

// tellSystem lets the system tell of the end of a job that took long, unless the person looks at the window.
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
