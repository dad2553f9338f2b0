package extract

import "regexp"

// cacheFile matches the paths of files in a cache folder: compiled PDFium, as wazero names it, and the results of tools.
var cacheFile = regexp.MustCompile(`^(wazero-[^/]+/[0-9a-f]{64}|ocr/[0-9a-f]{2}/([0-9a-f]{62}\.json\.gz|new-[0-9]+))$`)

// InCache reports whether this package keeps a file of that name in a cache folder. path is relative to the folder, with slashes.
func InCache(path string) bool { return cacheFile.MatchString(path) }
