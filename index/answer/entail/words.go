package entail

import _ "embed"

// The words of everyday documents that stand for one another and that oppose one another. In the first kind of file each line is a
// group; in the second, what stands before the stroke opposes what stands behind it. Verbs with a particle have a low line.
var (
	//go:embed words/english_groups.txt
	englishGroups string
	//go:embed words/english_opposed.txt
	englishOpposed string
	//go:embed words/german_groups.txt
	germanGroups string
	//go:embed words/german_opposed.txt
	germanOpposed string
)
