package provider

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// anthropicVersion is the version of the protocol: https://docs.anthropic.com/en/api/versioning.
const anthropicVersion = "2023-06-01"

// maxListBytes bounds a list of models.
const maxListBytes = 8 << 20

// Models returns the names of a server's models, in order. It ignores c.Model. Its errors are those of LLM.
func Models(ctx context.Context, c Config, opt Options) ([]string, error) {
	if err := c.usable(opt.Key); err != nil {
		return nil, err
	}
	var names []string
	key := newRedactor(opt.Key)
	err := do(ctx, key, func(ctx context.Context) (err error) {
		names, err = list(ctx, c, opt)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Kind.Title(), err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return key.text(name) != name }), nil // a name that contains the key is not a model's name
}

func list(ctx context.Context, c Config, opt Options) ([]string, error) {
	path := "/models"
	switch c.Kind {
	case Ollama:
		path = "/api/tags"
	case Anthropic:
		path = "/models?limit=1000"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Base()+path, nil)
	if err != nil {
		return nil, err
	}
	if c.Kind == Anthropic {
		req.Header.Set("X-Api-Key", opt.Key)
		req.Header.Set("Anthropic-Version", anthropicVersion)
	} else {
		req.Header.Set("Authorization", "Bearer "+opt.Key)
	}
	once := client(c, opt)
	defer once.CloseIdleConnections()
	resp, err := once.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	return parseList(io.LimitReader(resp.Body, maxListBytes))
}

// parseList reads {"models": [{"name": …}]} from Ollama, or {"data": [{"id": …}]} from all other servers.
func parseList(r io.Reader) ([]string, error) {
	var answer struct {
		Models []struct{ Name string } `json:"models"`
		Data   []struct{ ID string }   `json:"data"`
	}
	if err := json.NewDecoder(r).Decode(&answer); err != nil {
		return nil, err
	}
	var names []string
	for _, m := range answer.Models {
		names = append(names, m.Name)
	}
	for _, m := range answer.Data {
		names = append(names, strings.TrimPrefix(m.ID, "models/")) // Google's prefix, which requests do not need
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
	return slices.Compact(names), nil
}
