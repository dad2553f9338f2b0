package hub

import "slices"

// A Model is a model that can be fetched.
type Model struct {
	Name       string // by which a person asks for it, and the name of its folder
	Repo       string // on the hub
	Use        Use
	Languages  int    // how many it reads; 1 is English
	Parameters int    // in millions
	Bytes      int64  // to fetch, about; the hub tells the exact size
	Licence    string // SPDX identifier
	Score      string // nDCG@10 in percent and its collection, as published on Page; "" if none was found. Measures differ
}

// Page returns the address of the model's description, which is the source of what the catalogue says.
func (m Model) Page() string { return address + "/" + m.Repo }

// A Use is what a model is good for.
type Use int

const (
	Recommended  Use = iota + 1 // the best of its size
	Small                       // good, small and quick
	Multilingual                // questions in one language find documents in another
	Static                      // as quick as the built-in model
	StaticMany                  // the same, in many languages; trained to tell what is alike, not to answer
)

// catalogue lists the models, the recommended one first. The figures are those of docs/models.md.
var catalogue = []Model{
	{Name: "mdbr-leaf-ir", Repo: "MongoDB/mdbr-leaf-ir", Use: Recommended, Languages: 1, Parameters: 23, Bytes: 92e6, Licence: "Apache-2.0", Score: "53.55 (BEIR)"},
	{Name: "snowflake-arctic-embed-s", Repo: "Snowflake/snowflake-arctic-embed-s", Use: Small, Languages: 1, Parameters: 33, Bytes: 133e6, Licence: "Apache-2.0", Score: "51.98 (BEIR)"},
	{Name: "snowflake-arctic-embed-xs", Repo: "Snowflake/snowflake-arctic-embed-xs", Use: Small, Languages: 1, Parameters: 22, Bytes: 90e6, Licence: "Apache-2.0", Score: "50.15 (BEIR)"},
	{Name: "bge-small-en-v1.5", Repo: "BAAI/bge-small-en-v1.5", Use: Small, Languages: 1, Parameters: 33, Bytes: 133e6, Licence: "MIT", Score: "51.65 (BEIR)"},
	{Name: "granite-embedding-30m-english", Repo: "ibm-granite/granite-embedding-30m-english", Use: Small, Languages: 1, Parameters: 30, Bytes: 121e6, Licence: "Apache-2.0"},
	{Name: "all-MiniLM-L6-v2", Repo: "sentence-transformers/all-MiniLM-L6-v2", Use: Small, Languages: 1, Parameters: 23, Bytes: 91e6, Licence: "Apache-2.0", Score: "41.95 (MTEB)"},
	{Name: "multilingual-e5-small", Repo: "intfloat/multilingual-e5-small", Use: Multilingual, Languages: 100, Parameters: 118, Bytes: 488e6, Licence: "MIT", Score: "51.2 (MNanoBEIR)"},
	{Name: "granite-embedding-107m-multilingual", Repo: "ibm-granite/granite-embedding-107m-multilingual", Use: Multilingual, Languages: 12, Parameters: 107, Bytes: 445e6, Licence: "Apache-2.0"},
	{Name: "static-retrieval-mrl-en-v1", Repo: "sentence-transformers/static-retrieval-mrl-en-v1", Use: Static, Languages: 1, Parameters: 31, Bytes: 126e6, Licence: "Apache-2.0", Score: "50.3 (NanoBEIR)"},
	{Name: "static-similarity-mrl-multilingual-v1", Repo: "sentence-transformers/static-similarity-mrl-multilingual-v1", Use: StaticMany, Languages: 50, Parameters: 108, Bytes: 434e6, Licence: "Apache-2.0"},
}

// Catalogue returns the models that can be fetched, the recommended one first.
func Catalogue() []Model { return slices.Clone(catalogue) }

// Find returns the model of a name.
func Find(name string) (Model, bool) {
	i := slices.IndexFunc(catalogue, func(m Model) bool { return m.Name == name })
	if i < 0 {
		return Model{}, false
	}
	return catalogue[i], true
}
