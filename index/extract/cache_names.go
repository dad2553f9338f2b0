package extract

import "regexp"

// cacheFile is the path of a file in a cache folder: what PDFium is compiled to, as wazero names it, or what a tool read.
var cacheFile = regexp.MustCompile(`^(wazero-[^/]+/[0-9a-f]{64}|ocr/[0-9a-f]{2}/([0-9a-f]{62}\.json\.gz|new-[0-9]+))$`)

// InCache reports whether a path within a cache folder, written with slashes, is that of a file which this package keeps there.
func InCache(path string) bool { return cacheFile.MatchString(path) }
