package secrets_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"footnote/app/secrets"
	"footnote/app/secrets/secretstest"
)

func none(string) string { return "" }

func TestPasswords(t *testing.T) {
	r := &secretstest.Ring{}
	marker := filepath.Join(t.TempDir(), "config", "passwords")
	p, other := secrets.NewPasswords(r, marker, none), secrets.NewPasswords(r, marker, none)
	check := func(when string, p *secrets.Passwords, want ...string) {
		t.Helper()
		if got := p.Known(); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	check("none", p)
	if r.Asked > 0 {
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
	asked := r.Asked
	check("again", p, "second", "first")
	if r.Asked > asked {
		t.Error("the keyring is asked though nothing has changed")
	}
	if err := other.Forget(); err != nil {
		t.Fatal(err)
	}
	check("forgotten", other)
	check("forgotten by another process", p)
	check("forgotten, at the next start", secrets.NewPasswords(r, marker, none))
	if len(r.Secrets) > 0 {
		t.Errorf("the keyring keeps %v", r.Secrets)
	}
}

// If the keyring is unavailable, Forget leaves the passwords as they were.
func TestPasswordsThatCannotBeForgotten(t *testing.T) {
	r := &secretstest.Ring{}
	marker := filepath.Join(t.TempDir(), "passwords")
	p := secrets.NewPasswords(r, marker, none)
	if err := p.Keep("given"); err != nil {
		t.Fatal(err)
	}
	r.Away = true
	if err := p.Forget(); !errors.Is(err, secrets.ErrNoKeyring) {
		t.Errorf("got %v, want that there is no keyring", err)
	}
	r.Away = false
	for _, p := range []*secrets.Passwords{p, secrets.NewPasswords(r, marker, none)} {
		if got, want := p.Known(), []string{"given"}; !reflect.DeepEqual(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Without a keyring a password works until the program ends, and the environment's always works.
func TestPasswordsWithoutAKeyring(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "passwords")
	env := func(name string) string {
		return map[string]string{secrets.PasswordVariable: "from the environment"}[name]
	}
	p := secrets.NewPasswords(&secretstest.Ring{Away: true}, marker, env)
	if err := p.Keep("given"); !errors.Is(err, secrets.ErrNoKeyring) {
		t.Errorf("got %v, want that there is no keyring", err)
	}
	if got, want := p.Known(), []string{"given", "from the environment"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := secrets.NewPasswords(&secretstest.Ring{Away: true}, marker, env).Known(), []string{"from the environment"}; !reflect.DeepEqual(got, want) {
		t.Errorf("at the next start: got %q, want %q", got, want)
	}
}
