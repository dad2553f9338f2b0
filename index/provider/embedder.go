package provider

import (
	"context"
	"fmt"

	"github.com/tmc/langchaingo/embeddings"
)

// Embeddings is langchaingo's client for an embedding model.
type Embeddings = embeddings.EmbedderClient

// Embedder returns a client for an embedding model. The client returns one vector per text, in order. Embedder sends nothing; the first use
// of the client does. Its errors are those of LLM. It is safe for concurrent use.
func Embedder(c Config, opt Options) (Embeddings, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	if !c.Kind.Embeds() {
		return nil, &ConfigError{Problem: NoEmbeddings, Kind: c.Kind}
	}
	if err := c.ready(opt.Key); err != nil {
		return nil, err
	}
	var inner embeddings.EmbedderClient
	var err error
	if c.Kind == Ollama {
		inner, err = newOllama(c, opt)
	} else {
		inner, err = newOpenAI(c, opt)
	}
	if err != nil {
		return nil, &ConfigError{Problem: BadClient, Kind: c.Kind}
	}
	key := newRedactor(opt.Key)
	return embeddings.EmbedderClientFunc(func(ctx context.Context, texts []string) ([][]float32, error) {
		return embed(ctx, c, key, inner, texts)
	}), nil
}

func embed(ctx context.Context, c Config, key *redactor, inner embeddings.EmbedderClient, texts []string) ([][]float32, error) {
	if len(texts) == 0 {
		return nil, ctx.Err()
	}
	var vectors [][]float32
	err := do(ctx, key, func(ctx context.Context) (err error) {
		vectors, err = inner.CreateEmbedding(ctx, texts)
		return err
	})
	if err == nil && len(vectors) != len(texts) {
		err = fmt.Errorf("%w: it gives another number of vectors than texts", ErrAnswer)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Kind.Title(), err)
	}
	return vectors, nil
}
