package main

import (
	"math"
	"testing"
)

func TestScore(t *testing.T) {
	ten := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}
	set := func(ids ...string) map[string]bool {
		m := map[string]bool{}
		for _, id := range ids {
			m[id] = true
		}
		return m
	}
	for _, test := range []struct {
		name     string
		found    []string
		relevant map[string]bool
		want     Metrics
	}{
		{"nothing found", nil, set("a"), Metrics{}},
		{"found first", ten, set("a"), Metrics{1, 1, 1, 1}},
		{"found third", ten, set("c"), Metrics{0.5, 1.0 / 3, 1, 1}},
		{"past the tenth", ten, set("k"), Metrics{0, 0, 0, 1}},
		{"one of two, second", ten, set("b", "x"), Metrics{(1 / math.Log2(3)) / (1 + 1/math.Log2(3)), 0.5, 0.5, 0.5}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := score(test.found, test.relevant)
			for _, pair := range [][2]float64{{got.NDCG10, test.want.NDCG10}, {got.MRR10, test.want.MRR10}, {got.Recall10, test.want.Recall10}, {got.Recall100, test.want.Recall100}} {
				if math.Abs(pair[0]-pair[1]) > 1e-12 {
					t.Fatalf("score = %+v, want %+v", got, test.want)
				}
			}
		})
	}
}
