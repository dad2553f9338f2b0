// Package models keeps which language model answers and the keys of the services in use: what belongs to the user and not to a
// library, and what the window and the terminal share. The embedding model belongs to the library, which keeps it itself.
//
// The choice is a small file among the user's settings. Keys go to the system's keyring and nowhere else; where there is no keyring they
// can be given in the environment. Start with Load and Keys.
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

// A Choice is the models that the user chose. The zero value is none.
type Choice struct {
	Answer  *provider.Config `json:"answer,omitempty"`  // nil: answers are made of the documents' own words
	Servers []Server         `json:"servers,omitempty"` // that were chosen for anything
}

// A Server is an address that the user chose on this computer. A library may name others: it may come from elsewhere.
type Server struct {
	Kind     provider.Kind `json:"kind"`
	Address  string        `json:"address"`
	Insecure bool          `json:"insecure_http,omitempty"` // the user agreed that its key is sent over plain http
}

// server is the server of a configuration among those that were chosen.
func (c Choice) server(config provider.Config) (Server, bool) {
	for _, s := range c.Servers {
		if s.Kind == config.Kind && s.Address == config.Base() {
			return s, true
		}
	}
	return Server{}, c.Answer != nil && c.Answer.Kind == config.Kind && c.Answer.Base() == config.Base()
}

// Trust adds a configuration's server to those that were chosen, with what was agreed for it.
func (c *Choice) Trust(config provider.Config) {
	c.Servers = slices.DeleteFunc(c.Servers, func(s Server) bool { return s.Kind == config.Kind && s.Address == config.Base() })
	c.Servers = append(c.Servers, Server{config.Kind, config.Base(), config.Insecure})
}

// ErrChoice says that the file of the choice cannot be understood. It is left as it is until the next Save.
var ErrChoice = errors.New("the chosen model's file is damaged")

// Load reads a choice from a file. Where there is no file there is no choice.
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

// Update changes the choice in a file. One that is damaged is begun anew.
func Update(path string, change func(c *Choice)) error {
	c, err := Load(path)
	if err != nil && !errors.Is(err, ErrChoice) {
		return err
	}
	change(&c)
	return c.Save(path)
}

// Trust adds a configuration's server to those that were chosen.
func Trust(path string, config provider.Config) error {
	return Update(path, func(c *Choice) { c.Trust(config) })
}

// Save writes the choice to a file, whole or not at all.
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
			_ = os.Remove(temporary.Name()) // the first error is the one to tell
		}
	}()
	_, err = temporary.Write(append(data, '\n'))
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
