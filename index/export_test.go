package index

// Upgrade makes of a library's engine the one of the next edition.
func (l *Library) Upgrade() { l.edition++ }
