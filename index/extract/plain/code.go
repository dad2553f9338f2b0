package plain

import (
	"cmp"
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A language is a row of the table of programming languages: how its files are named, and what a line that declares a function or a type looks like.
type language struct {
	extensions string         // or whole names; lower case, separated by spaces
	declares   *regexp.Regexp // its group, or else its whole match, is what a reader sees; nil if no line can be recognized cheaply
}

// Patterns that several languages share.
var (
	likeC      = regexp.MustCompile(`^(?:(?:typedef |static |inline |const |extern |virtual |constexpr )*(?:struct|class|enum(?: class)?|union|namespace|template *<[^>]*> *(?:class|struct))[ \t]+[A-Za-z_][\w:]*|([A-Za-z_][\w:<>,*& \t]*?[\w*&>][ \t*&]+~?[A-Za-z_][\w:~]*)[ \t]*\([^;]*$)`)
	likeJava   = regexp.MustCompile(`^[ \t]*(?:@\w+[ \t]+)*(?:(?:public|private|protected|internal|static|final|abstract|sealed|partial|async|override|virtual|synchronized|default|readonly|unsafe|data|open|inline|suspend|case|implicit|lazy)[ \t]+)*(?:(?:class|interface|enum|record|struct|object|trait|namespace|@interface|fun|def)[ \t]+[\w.<>$]+|(?:public|private|protected|internal|static)[ \t][\w<>\[\],.? \t]*?\w+[ \t]*\()`)
	likeScript = regexp.MustCompile(`^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:declare[ \t]+)?(?:abstract[ \t]+)?(?:(?:async[ \t]+)?function[ \t]*\*?[ \t]*[\w$]+|(?:class|interface|enum|namespace)[ \t]+[\w$.]+|type[ \t]+[\w$]+(?:<[^=]*>)?[ \t]*=|((?:const|let|var)[ \t]+[\w$]+)[ \t]*=[ \t]*(?:async[ \t]*)?(?:function\b|\([^()]*\)[ \t]*=>|\w+[ \t]*=>))`)
	likeShell  = regexp.MustCompile(`^[ \t]*(?:function[ \t]+[\w:.-]+|[\w:.-]+[ \t]*\(\)[ \t]*\{?)`)
	likeLisp   = regexp.MustCompile(`^\((?:def\w*\*?-?|ns|define(?:-\w+)?)[ \t]+\(?[^\s()]+`)
)

// languages are the languages of source code.
var languages = []language{
	{".go", regexp.MustCompile(`^(?:func(?:[ \t]+\([^)]*\))?[ \t]+\w+|type[ \t]+\w+)`)},
	{".py .pyw .pyi", regexp.MustCompile(`^[ \t]*(?:class|(?:async[ \t]+)?def)[ \t]+\w+`)},
	{".js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte", likeScript},
	{".c .h .cc .cpp .cxx .hh .hpp .hxx .ino .cu .d", likeC},
	{".java .kt .kts .scala .groovy .gradle .cs", likeJava},
	{".rs", regexp.MustCompile(`^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:(?:async|const|unsafe|extern(?: "[^"]*")?)[ \t]+)*(?:(?:fn|struct|enum|trait|union|mod)[ \t]+\w+|impl\b[^{]*|macro_rules![ \t]*\w+)`)},
	{".rb .rake .gemspec rakefile gemfile", regexp.MustCompile(`^[ \t]*(?:class|module|def)[ \t]+[\w.:?!=]+`)},
	{".php", regexp.MustCompile(`^[ \t]*(?:(?:abstract|final|public|private|protected|static|readonly)[ \t]+)*(?:function[ \t]+&?\w+|(?:class|interface|trait|enum)[ \t]+\w+)`)},
	{".swift", regexp.MustCompile(`^[ \t]*(?:@\w+[ \t]+)*(?:(?:public|private|fileprivate|internal|open|static|final|override|mutating|class)[ \t]+)*(?:func|class|struct|enum|protocol|extension|actor)[ \t]+[\w.]+`)},
	{".m .mm", regexp.MustCompile(`^(?:[-+][ \t]*\([^)]*\)[ \t]*\w+|@(?:interface|implementation|protocol)[ \t]+\w+|function[ \t]+[^%;]+|classdef[ \t]+\w+)`)}, // Objective-C and MATLAB
	{".pl .pm .t", regexp.MustCompile(`^[ \t]*(?:sub|package)[ \t]+[\w:]+`)},
	{".lua", regexp.MustCompile(`^[ \t]*(?:local[ \t]+)?function[ \t]+[\w.:]+`)},
	{".r", regexp.MustCompile(`^[ \t]*([\w.]+)[ \t]*(?:<-|=)[ \t]*function\b`)},
	{".jl", regexp.MustCompile(`^[ \t]*(?:function|macro|(?:mutable[ \t]+)?struct|module|abstract type)[ \t]+[\w.!]+`)},
	{".dart", regexp.MustCompile(`^[ \t]*(?:abstract[ \t]+)?(?:class|enum|mixin|extension)[ \t]+\w+|^([A-Za-z_][\w<>?, ]*[ \t]+\w+)\([^;]*$`)},
	{".hs", regexp.MustCompile(`^(?:data|newtype|class|instance|module)[ \t]+[\w.]+|^([a-z_][\w']*)[ \t]*::`)},
	{".ex .exs", regexp.MustCompile(`^[ \t]*(?:defmodule|defprotocol|defimpl|defmacrop?|defp?)[ \t]+[\w.?!]+`)},
	{".erl .hrl", regexp.MustCompile(`^(?:-module\(\w+\)|[a-z]\w*\([^)]*\)[^;]*->)`)},
	{".clj .cljs .cljc .edn .lisp .el .scm .rkt", likeLisp},
	{".sh .bash .zsh .ksh .fish", likeShell},
	{".ps1 .psm1", regexp.MustCompile(`(?i)^[ \t]*(?:function|filter|class)[ \t]+[\w:-]+`)},
	{".sql", regexp.MustCompile(`(?i)^[ \t]*create[ \t]+(?:or[ \t]+replace[ \t]+)?(?:temp(?:orary)?[ \t]+)?(?:unique[ \t]+)?(?:table|view|materialized[ \t]+view|function|procedure|trigger|index|type|schema)[ \t]+(?:if[ \t]+not[ \t]+exists[ \t]+)?[\w."` + "`" + `\[\]]+`)},
	{".f .f90 .f95 .f03 .for", regexp.MustCompile(`(?i)^[ \t]*(?:(?:pure|elemental|recursive|integer|real|logical|double precision|complex)(?:\([^)]*\))?[ \t]+)*(?:program|module|subroutine|function)[ \t]+\w+`)},
	{".pas .pp .dpr", regexp.MustCompile(`(?i)^[ \t]*(?:(?:class[ \t]+)?(?:procedure|function|constructor|destructor)[ \t]+[\w.]+|(?:unit|program)[ \t]+\w+)`)},
	{".vb .bas .vbs", regexp.MustCompile(`(?i)^[ \t]*(?:(?:public|private|protected|friend|shared|overrides)[ \t]+)*(?:sub|function|class|module|property)[ \t]+\w+`)},
	{".fs .fsx .ml .mli", regexp.MustCompile(`^(?:let(?:[ \t]+rec)?|type|module|and)[ \t]+[\w.']+`)},
	{".zig .nim", regexp.MustCompile(`^[ \t]*(?:pub[ \t]+)?(?:fn|proc|func|method|template|macro)[ \t]+\w+`)},
	{".proto .thrift", regexp.MustCompile(`^[ \t]*(?:message|service|enum|rpc|struct)[ \t]+\w+`)},
	{".tf .hcl", regexp.MustCompile(`^(?:resource|data|module|variable|output|provider)[ \t]+"[^"]*"(?:[ \t]+"[^"]*")?`)},
	{".css .scss .sass .less", nil},
	{".asm .s .cmake .mk .bat .cmd .awk .tcl .cob .cbl .v .vhd makefile dockerfile cmakelists.txt jenkinsfile vagrantfile", nil},
}

// CodeExtensions returns the extensions and names of source code.
func CodeExtensions() []string {
	var all []string
	for _, l := range languages {
		all = append(all, strings.Fields(l.extensions)...)
	}
	return all
}

// ReadCode reads source code: its lines as they are, with marks at the functions and types that they declare.
func ReadCode(ctx context.Context, in reader.Input) (doc.Document, error) {
	var declares *regexp.Regexp
	for _, l := range languages {
		if names := strings.Fields(l.extensions); slices.ContainsFunc(names, in.IsCalled) {
			declares = l.declares
		}
	}
	document, err := Outlined(func(text string) Outline { return codeOutline(text, declares) })(ctx, in)
	document.Title = filepath.Base(in.Name) // the extension says what it is
	return document, err
}

// codeOutline finds the lines that declare something. Deeper indented lines belong to less indented ones.
func codeOutline(text string, declares *regexp.Regexp) Outline {
	var o Outline
	if declares == nil {
		return o
	}
	for start, line := range prose.TextLines(text) {
		if len(line) > maxCodeLine {
			continue // no person wrote this
		}
		if m := declares.FindStringSubmatch(line); m != nil && !isStatement(m[0]) {
			name := m[len(m)-1] // the whole match if there is no group
			o.Mark(doc.Symbol, start, 1+indentOf(line), strings.TrimRight(cmp.Or(name, m[0]), " \t({=:"))
		}
	}
	return o
}

// isStatement reports whether what looks like a declaration begins with a statement's keyword.
func isStatement(line string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch strings.TrimRight(word, "(") {
	case "if", "else", "for", "while", "switch", "return", "do", "case", "goto", "throw", "new", "delete", "using", "await", "assert", "}":
		return true
	}
	return false
}

// indentOf returns the indent of a line, in columns.
func indentOf(line string) int {
	const tab = 4
	columns := 0
	for _, c := range line {
		switch c {
		case ' ':
			columns++
		case '\t':
			columns += tab
		default:
			return columns
		}
	}
	return columns
}
