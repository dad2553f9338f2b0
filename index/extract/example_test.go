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
	document, err := x.Reader(context.Background(), "lease.md", strings.NewReader(notes), int64(len(notes)))
	if err != nil {
		log.Fatal(err)
	}
	start := strings.Index(document.Text, "first")
	place := document.Places.At(document.Text, start, start+len("first"))
	fmt.Printf("%s: line %d, %s\n", document.Title, place.Line, strings.Join(place.Heading, " › "))
	// Output: Lease: line 7, Lease › Rent
}
