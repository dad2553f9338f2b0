package embed

import (
	"encoding/binary"
	"slices"
)

// Rows are added eight numbers at a time in 64-bit integers. Each uint64 of the sums, a lane pair, holds two 32-bit sums. Rows are stored
// as unsigned bytes so that no sum carries into the other: a byte times a weight has 24 bits, and the sum of blockTokens of them fits into
// 32.
const (
	blockTokens = 256
	pairMask    = 0x000000FF_000000FF
)

// addBlock adds the vectors of at most blockTokens tokens to total.
func (m *Static) addBlock(total []int64, tokens []Token) {
	var list [blockTokens]repeated
	different := countTokens(&list, tokens)

	var sums [maxDim / 2]uint64
	pairs := sums[:m.dim/2]
	var made [4][maxDim]byte
	var weights uint64
	for len(different) > 0 {
		var rows [4][]byte
		var w [4]uint64
		n := min(4, len(different))
		for i := range rows {
			rows[i] = m.rows[:m.dim] // with a weight of 0 if there are no more tokens
			if i < n {
				rows[i], w[i] = m.row(different[i].id, made[i][:])
				w[i] *= uint64(different[i].times)
			}
			weights += w[i]
		}
		different = different[n:]
		addRows(pairs, &rows, &w)
	}
	bias := int64(weights) * rowBias
	for i, j := 0, 0; i < len(pairs); i, j = i+4, j+8 {
		for k := range 4 {
			pair := pairs[i+k]
			total[j+k] += int64(pair&(1<<32-1)) - bias
			total[j+k+4] += int64(pair>>32) - bias
		}
	}
}

// addToken adds the vector of one token to total, as addBlock does. Most words are one token.
func (m *Static) addToken(total []int64, token Token) {
	var made [maxDim]byte
	row, weight := m.row(token.ID, made[:])
	for i, b := range row {
		total[i] += int64(weight) * (int64(b) - rowBias)
	}
}

// A repeated is a token ID and how often it occurs.
type repeated struct{ id, times uint32 }

// countTokens puts the distinct IDs of tokens into list, with their counts. In ordinary text a third of the tokens are repetitions, and
// counting one costs less than reading its row again.
func countTokens(list *[blockTokens]repeated, tokens []Token) []repeated {
	var places [2 * blockTokens]uint16 // an open-addressing hash table of indices into list, plus 1
	n := 0
	for _, token := range tokens {
		i := token.ID * hashPrime >> 8 % uint32(len(places))
		for places[i] != 0 && list[places[i]-1].id != token.ID {
			i = (i + 1) % uint32(len(places))
		}
		if places[i] == 0 {
			list[n].id = token.ID
			n++
			places[i] = uint16(n)
		}
		list[places[i]-1].times++
	}
	return list[:n]
}

// addRows adds four rows, each times its weight, to the sums. Of every eight numbers, the first and the fifth share a lane pair, the second
// and the sixth share the next, and so on.
func addRows(pairs []uint64, rows *[4][]byte, weights *[4]uint64) {
	a := rows[0]
	b, c, d := rows[1][:len(a)], rows[2][:len(a)], rows[3][:len(a)] // avoids bounds checks below
	wa, wb, wc, wd := weights[0], weights[1], weights[2], weights[3]
	for i := 0; i <= len(a)-8; i += 8 {
		xa, xb := binary.LittleEndian.Uint64(a[i:i+8]), binary.LittleEndian.Uint64(b[i:i+8])
		xc, xd := binary.LittleEndian.Uint64(c[i:i+8]), binary.LittleEndian.Uint64(d[i:i+8])
		four := pairs[i/2 : i/2+4]
		four[0] += xa&pairMask*wa + xb&pairMask*wb + xc&pairMask*wc + xd&pairMask*wd
		four[1] += xa>>8&pairMask*wa + xb>>8&pairMask*wb + xc>>8&pairMask*wc + xd>>8&pairMask*wd
		four[2] += xa>>16&pairMask*wa + xb>>16&pairMask*wb + xc>>16&pairMask*wc + xd>>16&pairMask*wd
		four[3] += xa>>24&pairMask*wa + xb>>24&pairMask*wb + xc>>24&pairMask*wc + xd>>24&pairMask*wd
	}
}

// otherRow fills row for a token outside the vocabulary: numbers of equal size with signs drawn from the token's hash. The cosine of two
// such rows is near 0, and so is the cosine with any row of the file.
func otherRow(row []byte, id uint32) []byte {
	const size = 32 // about the size of numbers in a trained row
	state := uint64(id)
	for i := 0; i+8 <= len(row); i += 8 {
		// SplitMix64, https://prng.di.unimi.it/splitmix64.c
		state += 0x9e3779b97f4a7c15
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		for j := range 8 {
			if z>>j&1 == 1 {
				row[i+j] = rowBias + size
			} else {
				row[i+j] = rowBias - size
			}
		}
	}
	return row
}

// middleWeight returns the median of a file's weights.
func middleWeight(weights []byte) uint64 {
	sorted := make([]uint16, len(weights)/2)
	for i := range sorted {
		sorted[i] = binary.LittleEndian.Uint16(weights[2*i:])
	}
	slices.Sort(sorted)
	return uint64(sorted[len(sorted)/2])
}
