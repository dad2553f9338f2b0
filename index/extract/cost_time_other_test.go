//go:build !unix

package extract_test

import (
	"testing"
	"time"
)

// began is a point in time to count from.
var began = time.Now()

// spent is how much time has passed.
func spent(testing.TB) time.Duration { return time.Since(began) }
