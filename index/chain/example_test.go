package chain_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/philippgille/chromem-go"
	"github.com/tmc/langchaingo/schema"
	"github.com/tmc/langchaingo/vectorstores"

	"footnote/index"
	"footnote/index/chain"
	"footnote/index/embed"
)

func ExampleRetriever() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "footnote-example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	lease := filepath.Join(dir, "lease.txt")
	if err := os.WriteFile(lease, []byte("The rent is 780 crowns a month.\n\nOne cat is allowed in the flat.\n"), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	lib, err := index.Open(filepath.Join(dir, "library"), index.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer lib.Close()
	if _, err := lib.Add(ctx, lease); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := lib.Sync(ctx, nil); err != nil {
		fmt.Println(err)
		return
	}

	var retriever schema.Retriever = chain.Retriever{Library: lib, Options: index.SearchOptions{Limit: 1}}
	docs, err := retriever.GetRelevantDocuments(ctx, "How much is the rent?")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range docs {
		fmt.Printf("%q from %s, line %d, bytes %d to %d\n", d.PageContent, filepath.Base(d.Metadata[chain.Path].(string)),
			d.Metadata[chain.Place].(index.Place).Line, d.Metadata[chain.Start], d.Metadata[chain.End])
	}
	// Output:
	// "The rent is 780 crowns a month.\n\nOne cat is allowed in the flat." from lease.txt, line 1, bytes 0 to 64
}

func ExampleStore() {
	ctx := context.Background()
	model, err := embed.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	var store vectorstores.VectorStore = chain.NewStore(chromem.NewDB(), "notes", model)
	_, err = store.AddDocuments(ctx, []schema.Document{
		{PageContent: "The refrigerator is defrosted every spring.", Metadata: map[string]any{"room": "kitchen"}},
		{PageContent: "The bicycle stands in the cellar.", Metadata: map[string]any{"room": "cellar"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	docs, err := store.SimilaritySearch(ctx, "Where is my bike?", 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range docs {
		fmt.Printf("%s (%v)\n", d.PageContent, d.Metadata["room"])
	}
	// Output:
	// The bicycle stands in the cellar. (cellar)
}
