//go:build !unix

package extract_test

import (
	"testing"
	"time"
)

// began is a point in time to count from.
var began = time.Now()

// spent returns the time that has passed.
func spent(testing.TB) time.Duration { return time.Since(began) }
