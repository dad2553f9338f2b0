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
	fmt.Printf("%+v\n", places.At(text, 0, 8))   // the contents
	fmt.Printf("%+v\n", places.At(text, 10, 40)) // the sentence, with the line's end behind it
	fmt.Printf("%+v\n", places.At(text, 41, 46)) // the annex
	// Output:
	// {Page:1 Label:i Heading:[] Line:1 EndLine:1}
	// {Page:2 Label: Heading:[Rent] Line:3 EndLine:4}
	// {Page:2 Label: Heading:[Annex] Line:6 EndLine:6}
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
