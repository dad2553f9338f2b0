package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/app/secrets/secretstest"
	"footnote/index/provider"
)

func TestAChoiceIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deeper", "models.json")
	if c, err := models.Load(path); err != nil || c.Answer != nil {
		t.Fatalf("before the first: %+v, %v", c, err)
	}
	want := provider.Config{Kind: provider.Compatible, Model: "small", Address: "http://localhost:1234/v1"}
	if err := (models.Choice{Answer: &want}).Save(path); err != nil {
		t.Fatal(err)
	}
	got, err := models.Load(path)
	if err != nil || got.Answer == nil || *got.Answer != want {
		t.Errorf("got %+v, %v", got.Answer, err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestADamagedChoiceIsNamed(t *testing.T) {
	for _, content := range []string{"{", `{"answer": {"kind": "telepathy"}}`} {
		path := filepath.Join(t.TempDir(), "models.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := models.Load(path); !errors.Is(err, models.ErrChoice) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", content, err)
		}
	}
}

func TestKeys(t *testing.T) {
	r := &secretstest.Ring{}
	env := map[string]string{}
	keys := models.Keys{Ring: r, Getenv: func(name string) string { return env[name] }}
	mistral := provider.Config{Kind: provider.Mistral, Model: "any"}
	elsewhere := provider.Config{Kind: provider.Mistral, Model: "any", Address: "https://example.com/v1"}
	check := func(when string, c provider.Config, want string) {
		t.Helper()
		if got := keys.Get(c); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	check("none", mistral, "")
	env["MISTRAL_API_KEY"] = "from the environment"
	check("environment", mistral, "from the environment")
	check("another address", elsewhere, "")
	if err := keys.Set(mistral, "from the ring"); err != nil {
		t.Fatal(err)
	}
	check("ring", mistral, "from the ring")
	check("another address", elsewhere, "")
	r.Away = true
	check("locked", mistral, "from the environment")
	if err := keys.Set(mistral, "new"); !errors.Is(err, secrets.ErrNoKeyring) {
		t.Errorf("locked: %v", err)
	}
	r.Away = false
	for range 2 { // removing a key twice is not an error
		if err := keys.Set(mistral, ""); err != nil {
			t.Errorf("forget: %v", err)
		}
	}
	check("forgotten", mistral, "from the environment")
}

func TestTheKeyOfCompatibleServersGoesWhereItIsMeant(t *testing.T) {
	file := filepath.Join(t.TempDir(), "models.json")
	keys := models.Keys{Ring: &secretstest.Ring{}, Getenv: func(string) string { return "secret" }, File: file}
	at := func(address string) provider.Config {
		return provider.Config{Kind: provider.Compatible, Model: "m", Address: address}
	}
	remote, local := at("http://models.example/v1"), at("http://localhost:1234/v1")
	if got := keys.Get(local); got != "secret" {
		t.Errorf("on this computer: %q", got)
	}
	if got := keys.Get(remote); got != "" || keys.Agreed(remote) {
		t.Errorf("elsewhere, not chosen: %q", got)
	}
	if err := models.Trust(file, remote); err != nil {
		t.Fatal(err)
	}
	if got := keys.Get(remote); got != "secret" || keys.Agreed(remote) {
		t.Errorf("chosen: %q, agreed: %v", got, keys.Agreed(remote))
	}
	remote.Insecure = true
	if err := models.Trust(file, remote); err != nil {
		t.Fatal(err)
	}
	if err := models.Update(file, func(c *models.Choice) { c.Answer = &remote }); err != nil {
		t.Fatal(err)
	}
	choice, err := models.Load(file)
	if err != nil || len(choice.Servers) != 1 || choice.Answer == nil || !choice.Answer.Insecure || !keys.Agreed(at(remote.Address+"/")) {
		t.Errorf("agreed: %+v, %v", choice, err)
	}
	if other := at("http://other.example/v1"); keys.Get(other) != "" || keys.Agreed(other) {
		t.Error("another server gets it, too")
	}
}
