package doc_test

import (
	"encoding/json"
	"fmt"
	"log"

	"footnote/index/doc"
)

func ExamplePlaces_At() {
	text := "Contents\n\nThe rent is due\non the first.\n\nAnnex"
	places := doc.Places{
		Marks: []doc.Mark{
			{Kind: doc.Page, Start: 0, Page: 1, Label: "i"},
			{Kind: doc.Page, Start: 10, Page: 2},
			{Kind: doc.Heading, Start: 10, Level: 1, Label: "Rent"},
			{Kind: doc.Heading, Start: 41, Level: 1, Label: "Annex"},
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
	places := doc.Places{Marks: []doc.Mark{
		{Kind: doc.Heading, Start: 0, Level: 1, Label: "The title, alone at its level"},
		{Kind: doc.Heading, Start: 40, Level: 2, Label: "Rent"},
		{Kind: doc.Heading, Start: 60, Level: 3, Label: "Late rent"},
		{Kind: doc.Heading, Start: 80, Level: 2, Label: "Notice"},
	}}
	hard, soft := places.Breaks()
	fmt.Println(hard, soft)
	// Output: [0 40 80] [0 40 60 80]
}
