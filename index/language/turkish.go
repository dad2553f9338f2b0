package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/turkish"
)

// Turkish has an i without a dot.
var Turkish = &Language{
	Tag: "tr", script: unicode.Latin, stem: snowball(turkish.Stem), letters: "ışğ",
	common: `acaba ama aslında az bana bazı belki ben beni benim bir biri birkaç birçok biz bizim bu buna bunda bundan bunu bunun burada çok çünkü
		da daha de defa değil diye en gibi göre hangi hem hep hepsi her hiç için ile ise kadar kaç kez ki kim kimi kimin mı mi mu mü nasıl ne
		neden nerede nereye niçin niye o olan olarak oldu olduğu olur ona ondan onlar onların onu onun sanki sen senin siz sizin sonra şey şu
		tarafından tüm ve veya var ya yani yok zaman`,
}
