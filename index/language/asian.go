package language

import "unicode"

// The languages whose words are found by pairs of characters are told by their scripts.
var (
	Chinese  = &Language{Tag: "zh", script: unicode.Han}
	Japanese = &Language{Tag: "ja", script: unicode.Hiragana}
	Korean   = &Language{Tag: "ko", script: unicode.Hangul}
	Thai     = &Language{Tag: "th", script: unicode.Thai}
)
