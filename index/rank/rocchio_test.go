package rank_test

import (
	"math"
	"testing"

	"footnote/index/rank"
)

func TestMoved(t *testing.T) {
	east, north, west := []float32{1, 0}, []float32{0, 1}, []float32{-1, 0}
	for _, test := range []struct {
		name         string
		right, wrong [][]float32
		want         [2]float64
	}{
		{"nothing marked", nil, nil, [2]float64{1, 0}},
		{"one right", [][]float32{north}, nil, [2]float64{1, 0.75}},
		{"two right", [][]float32{north, west}, nil, [2]float64{1 - 0.375, 0.375}},
		{"one wrong", nil, [][]float32{north}, [2]float64{1, -0.15}},
		{"both", [][]float32{north}, [][]float32{west}, [2]float64{1.15, 0.75}},
	} {
		got := rank.Moved(east, test.right, test.wrong)
		for i := range got {
			if math.Abs(float64(got[i])-test.want[i]) > 1e-6 {
				t.Errorf("%s: moved to %v, want %v", test.name, got, test.want)
			}
		}
	}
	if east[0] != 1 || east[1] != 0 {
		t.Error("the question's own vector was changed")
	}
}
