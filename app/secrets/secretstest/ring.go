// Package secretstest stands in for the system's keyring in tests.
package secretstest

import "footnote/app/secrets"

// Ring is a keyring in memory. Its zero value is empty and answers.
type Ring struct {
	Secrets map[string]string // by entry
	Asked   int               // how often it was asked for one
	Away    bool              // it answers as a system without a keyring
	Most    int               // the longest secret that it takes, in bytes; 0 for any length
}

var _ secrets.Ring = (*Ring)(nil)

// Get implements secrets.Ring.
func (r *Ring) Get(entry string) (string, error) {
	r.Asked++
	if r.Away {
		return "", secrets.ErrNoKeyring
	}
	return r.Secrets[entry], nil
}

// Set implements secrets.Ring.
func (r *Ring) Set(entry, secret string) error {
	switch {
	case r.Away:
		return secrets.ErrNoKeyring
	case r.Most > 0 && len(secret) > r.Most:
		return secrets.ErrTooLong
	case secret == "":
		delete(r.Secrets, entry)
		return nil
	case r.Secrets == nil:
		r.Secrets = map[string]string{}
	}
	r.Secrets[entry] = secret
	return nil
}
