// Package models stores the choice of answer model and the keys of the services in use. They belong to the user, not to a library, and the
// window and the terminal share them. The embedding model belongs to the library, which stores it itself.
//
// The choice is a small file in the user's settings. Keys go to the system's keyring and nowhere else. Without a keyring, the environment
// can provide them. Start with Load and Keys.
package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/provider"
)

// A Choice holds the models that the user chose. In the zero value no model is chosen.
type Choice struct {
	Answer  *provider.Config `json:"answer,omitempty"`  // nil: answers quote the documents' own words
	Servers []Server         `json:"servers,omitempty"` // chosen for any purpose
}

// A Server is an address that the user chose on this computer. A library may name other servers, because it may come from elsewhere.
type Server struct {
	Kind     provider.Kind `json:"kind"`
	Address  string        `json:"address"`
	Insecure bool          `json:"insecure_http,omitempty"` // the user agreed to send its key over plain http
}

// server returns the chosen server of a configuration.
func (c Choice) server(config provider.Config) (Server, bool) {
	for _, s := range c.Servers {
		if s.Kind == config.Kind && s.Address == config.Base() {
			return s, true
		}
	}
	return Server{}, c.Answer != nil && c.Answer.Kind == config.Kind && c.Answer.Base() == config.Base()
}

// Trust adds a configuration's server to the chosen servers, with what the user agreed to for it.
func (c *Choice) Trust(config provider.Config) {
	c.Servers = slices.DeleteFunc(c.Servers, func(s Server) bool { return s.Kind == config.Kind && s.Address == config.Base() })
	c.Servers = append(c.Servers, Server{config.Kind, config.Base(), config.Insecure})
}

// ErrChoice reports that the choice file cannot be parsed. The file stays as it is until the next Save.
var ErrChoice = errors.New("the chosen model's file is damaged")

// Load reads a choice from a file. If there is no file, the choice is empty.
func Load(path string) (Choice, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return Choice{}, nil
	}
	if err != nil {
		return Choice{}, fmt.Errorf("read which model is chosen: %w", err)
	}
	var c Choice
	if err := json.Unmarshal(data, &c); err != nil {
		return Choice{}, fmt.Errorf("%w: %s: %w", ErrChoice, path, err)
	}
	if c.Answer != nil {
		if err := c.Answer.Check(); err != nil {
			return Choice{}, fmt.Errorf("%w: %s: %w", ErrChoice, path, err)
		}
		server, _ := c.server(*c.Answer)
		c.Answer.Insecure = server.Insecure
	}
	return c, nil
}

// Update changes the choice in a file. It replaces a damaged file with a new one.
func Update(path string, change func(c *Choice)) error {
	c, err := Load(path)
	if err != nil && !errors.Is(err, ErrChoice) {
		return err
	}
	change(&c)
	return c.Save(path)
}

// Trust adds a configuration's server to the chosen servers.
func Trust(path string, config provider.Config) error {
	return Update(path, func(c *Choice) { c.Trust(config) })
}

// Save writes the choice to a file, completely or not at all.
func (c Choice) Save(path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("keep which model is chosen: %w", err)
		}
	}()
	data, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary.Name()) // the first error is the one to report
		}
	}()
	_, err = temporary.Write(append(data, '\n'))
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
