package secrets_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"footnote/app/secrets"
)

// A ring is a keyring of a test.
type ring struct {
	secrets map[string]string
	asked   int
	locked  bool
}

func (r *ring) Get(entry string) (string, error) {
	r.asked++
	if r.locked {
		return "", secrets.ErrNoKeyring
	}
	return r.secrets[entry], nil
}

func (r *ring) Set(entry, secret string) error {
	if r.locked {
		return secrets.ErrNoKeyring
	}
	r.secrets[entry] = secret
	if secret == "" {
		delete(r.secrets, entry)
	}
	return nil
}

func none(string) string { return "" }

func TestPasswords(t *testing.T) {
	r := &ring{secrets: map[string]string{}}
	marker := filepath.Join(t.TempDir(), "config", "passwords")
	p, other := secrets.NewPasswords(r, marker, none), secrets.NewPasswords(r, marker, none)
	check := func(when string, p *secrets.Passwords, want ...string) {
		t.Helper()
		if got := p.Known(); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	check("none", p)
	if r.asked > 0 {
		t.Error("the keyring is asked though there is no password")
	}
	for _, password := range []string{"first", "second", "first"} {
		if err := p.Keep(password); err != nil {
			t.Fatal(err)
		}
	}
	check("kept", p, "second", "first")
	check("in another process", other, "second", "first")
	for _, name := range []string{marker, filepath.Dir(marker)} {
		if data, err := os.ReadFile(name); err == nil && string(data) != "Passwords of documents lie in the keyring.\n" {
			t.Errorf("%s holds %q", name, data)
		}
	}
	asked := r.asked
	check("again", p, "second", "first")
	if r.asked > asked {
		t.Error("the keyring is asked though nothing has changed")
	}
	if err := other.Forget(); err != nil {
		t.Fatal(err)
	}
	check("forgotten", other)
	check("forgotten, at the next start", secrets.NewPasswords(r, marker, none))
	if len(r.secrets) > 0 {
		t.Errorf("the keyring keeps %v", r.secrets)
	}
}

// Without a keyring a password serves until the program ends, and the environment's serves always.
func TestPasswordsWithoutAKeyring(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "passwords")
	env := func(name string) string {
		return map[string]string{secrets.PasswordVariable: "from the environment"}[name]
	}
	p := secrets.NewPasswords(&ring{locked: true}, marker, env)
	if err := p.Keep("given"); !errors.Is(err, secrets.ErrNoKeyring) {
		t.Errorf("got %v, want that there is no keyring", err)
	}
	if got, want := p.Known(), []string{"given", "from the environment"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := secrets.NewPasswords(&ring{locked: true}, marker, env).Known(), []string{"from the environment"}; !reflect.DeepEqual(got, want) {
		t.Errorf("at the next start: got %q, want %q", got, want)
	}
}
