//go:build !race

package extract

const detectorMemory = 0 // see detector_race.go
