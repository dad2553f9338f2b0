package extract_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"footnote/index/extract"
)

func Example() {
	x := extract.New("")
	defer func() { _ = x.Close() }()

	notes := "# Lease\n\nSigned in May.\n\n## Rent\n\nDue on the first.\n"
	doc, err := x.Reader(context.Background(), "lease.md", strings.NewReader(notes), int64(len(notes)))
	if err != nil {
		log.Fatal(err)
	}
	start := strings.Index(doc.Text, "first")
	place := doc.Places.At(doc.Text, start, start+len("first"))
	fmt.Printf("%s: line %d, %s\n", doc.Title, place.Line, strings.Join(place.Heading, " › "))
	// Output: Lease: line 7, Lease › Rent
}
