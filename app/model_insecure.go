package app

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"footnote/index/provider"
)

// askInsecure asks whether the key may go over plain http, if err is about that. If the user agrees, the address is stored with the chosen
// model, and again restarts the failed action.
func (c *chooser) askInsecure(err error, config provider.Config, again func()) {
	var insecure *provider.InsecureError
	if !errors.As(err, &insecure) {
		return
	}
	words := wrapped(lang.L("The address of {{.Host}} begins with http, not https. Anyone between you and that server can read and use the key, and read what you ask.",
		map[string]any{"Host": insecure.Host}))
	c.models.decide(decision{
		title: lang.L("Send the key unencrypted?"), yes: lang.L("Send unencrypted"), no: lang.L("Don't send"), words: words, safe: true, size: messageSize,
	}, func() {
		if c.server() == config { // else the fields have changed meanwhile
			c.agreed = config.Address
			again()
		}
	})
}
