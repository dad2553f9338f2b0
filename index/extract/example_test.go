package extract_test

import (
	"context"
	"encoding/json"
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

func ExamplePlaces_At() {
	text := "Contents\n\nThe rent is due\non the first.\n\nAnnex"
	places := extract.Places{
		Marks: []extract.Mark{
			{Kind: extract.Page, Start: 0, Page: 1, Label: "i"},
			{Kind: extract.Page, Start: 10, Page: 2},
			{Kind: extract.Heading, Start: 10, Level: 1, Label: "Rent"},
			{Kind: extract.Heading, Start: 41, Level: 1, Label: "Annex"},
		},
		Lines: true,
	}
	print := func(start, end int) {
		place, err := json.Marshal(places.At(text, start, end))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(place))
	}
	print(0, 8)   // the contents
	print(10, 40) // the sentence, with the line's end behind it
	print(41, 46) // the annex
	// Output:
	// {"page":1,"label":"i","line":1,"end_line":1}
	// {"page":2,"heading":["Rent"],"line":3,"end_line":4}
	// {"page":2,"heading":["Annex"],"line":6,"end_line":6}
}

func ExamplePlaces_Breaks() {
	places := extract.Places{Marks: []extract.Mark{
		{Kind: extract.Heading, Start: 0, Level: 1, Label: "The title, alone at its level"},
		{Kind: extract.Heading, Start: 40, Level: 2, Label: "Rent"},
		{Kind: extract.Heading, Start: 60, Level: 3, Label: "Late rent"},
		{Kind: extract.Heading, Start: 80, Level: 2, Label: "Notice"},
	}}
	hard, soft := places.Breaks()
	fmt.Println(hard, soft)
	// Output: [0 40 80] [60]
}
