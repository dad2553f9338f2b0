package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// A completion completes the words of commands, then the options of the command, and files.

// option returns a flag's name as it is typed.
func option(f *kong.Flag) string { return "--" + f.Name }

// options returns the names of a command's options and of those that all have.
func options(app *kong.Application, n *kong.Node) []string {
	var names []string
	for _, f := range append(append([]*kong.Flag{}, n.Flags...), app.Flags...) {
		if !f.Hidden {
			names = append(names, option(f))
		}
	}
	return names
}

// children returns the names of what can follow a command.
func children(n *kong.Node) (names []string) {
	for _, c := range n.Children {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

// branches returns all commands, those below a command before it.
func branches(n *kong.Node) (all []*kong.Node) {
	for _, c := range n.Children {
		if !c.Hidden {
			all = append(append(all, branches(c)...), c)
		}
	}
	return all
}

// shellCases returns a case for each command: the words that can follow it.
func shellCases(app *kong.Application, format string) string {
	var b strings.Builder
	for _, c := range branches(app.Node) {
		fmt.Fprintf(&b, format, path(c), strings.Join(append(children(c), options(app, c)...), " "))
	}
	return b.String()
}

func bash(app *kong.Application) string {
	return `# bash completion for footnote
_footnote() {
	local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[*]:1:COMP_CWORD-1} words
	case $command in
` + shellCases(app, "\t'%[1]s'|'%[1]s '*) words='%[2]s' ;;\n") +
		"\t*) words='" + strings.Join(append(children(app.Node), options(app, app.Node)...), " ") + `' ;;
	esac
	case $command in 'models '*) ;; models) ;; *) COMPREPLY=($(compgen -f -- "$word")) ;; esac
	COMPREPLY+=($(compgen -W "$words" -- "$word"))
}
complete -o filenames -F _footnote footnote
`
}

func zsh(app *kong.Application) string {
	var b strings.Builder
	for _, c := range app.Children {
		if !c.Hidden {
			fmt.Fprintf(&b, "\t\t'%s:%s'\n", c.Name, strings.NewReplacer(":", `\:`, "'", `'\''`).Replace(c.Help))
		}
	}
	return `#compdef footnote
_footnote() {
	local -a commands
	commands=(
` + b.String() + `	)
	if (( CURRENT == 2 )); then
		_describe command commands
		_files
		return
	fi
	local words_of
	case "${(j: :)words[2,CURRENT-1]}" in
` + shellCases(app, "\t'%[1]s'|'%[1]s '*) words_of='%[2]s' ;;\n") + `	esac
	compadd -- ${(z)words_of}
	_files
}
_footnote "$@"
`
}

func fish(app *kong.Application) string {
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	var b strings.Builder
	b.WriteString("# fish completion for footnote\n")
	for _, c := range app.Children {
		if !c.Hidden {
			fmt.Fprintf(&b, "complete -c footnote -n __fish_use_subcommand -a %s -d %s\n", c.Name, quote(c.Help))
		}
	}
	for _, c := range branches(app.Node) {
		seen := "'__fish_seen_subcommand_from " + strings.ReplaceAll(path(c), " ", "; and __fish_seen_subcommand_from ") + "'"
		for _, child := range c.Children {
			fmt.Fprintf(&b, "complete -c footnote -n %s -a %s -d %s\n", seen, child.Name, quote(child.Help))
		}
		for _, f := range c.Flags {
			if !f.Hidden {
				fmt.Fprintf(&b, "complete -c footnote -n %s -l %s -d %s\n", seen, f.Name, quote(f.Help))
			}
		}
	}
	for _, f := range app.Flags {
		if !f.Hidden {
			fmt.Fprintf(&b, "complete -c footnote -l %s -d %s\n", f.Name, quote(f.Help))
		}
	}
	return b.String()
}

func powershell(app *kong.Application) string {
	var b strings.Builder
	for _, c := range branches(app.Node) {
		fmt.Fprintf(&b, "    '%s' = '%s'\n", path(c), strings.Join(append(children(c), options(app, c)...), " "))
	}
	return `# PowerShell completion for footnote: . .\footnote.ps1
Register-ArgumentCompleter -Native -CommandName footnote -ScriptBlock {
  param($word, $line, $at)
  $next = @{
    '' = '` + strings.Join(append(children(app.Node), options(app, app.Node)...), " ") + `'
` + b.String() + `  }
  $typed = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -ne $word })
  $command = ''
  foreach ($t in $typed) { $longer = "$command $t".Trim(); if ($next.ContainsKey($longer)) { $command = $longer } else { break } }
  $next[$command] -split ' ' | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`
}
