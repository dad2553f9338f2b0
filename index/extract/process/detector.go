//go:build !race

package process

const DetectorMemory = 0 // see detector_race.go
