package cli

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"footnote/index"
)

// statusCommand shows the library.
type statusCommand struct {
	JSON bool `name:"json" help:"Print JSON."`
}

func (c statusCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	status, err := lib.Status(s.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		output := statusJSON(status)
		if opt, err := s.options(); err == nil {
			output.Protection = protectionJSON(index.ProtectionOf(s.ctx, opt.Worker))
		}
		return printJSON(s.std.Out, output)
	}
	return printStatus(newPaper(s.std.Out), status)
}

// protectionJSON returns nil if it is not known how files are protected from each other.
func protectionJSON(p index.Protection, err error) *protectionOutput {
	if err != nil {
		return nil
	}
	return &protectionOutput{Landlock: p.Landlock, Seccomp: p.Seccomp, NoNetwork: p.Network}
}

func printStatus(paper *paper, status index.Status) error {
	paper.line("Library  " + printable(status.Dir))
	paper.line(fmt.Sprintf("         %s, %s, %s on disk", count(status.Documents, "document"), count(status.Passages, "passage"),
		humanize.Bytes(uint64(max(status.BytesOnDisk, 0)))))
	paper.line("Model    " + printable(status.Model))
	for _, source := range status.Sources {
		paper.line("")
		paper.line(printable(source.Path))
		paper.line("         " + sourceWords(source))
	}
	if len(status.Offline) > 0 {
		paper.line("")
		printOffline(paper, status.Offline)
	}
	if len(status.Sources) == 0 {
		paper.line("")
		paper.line("The library has no folders or files yet. Add some: footnote index PATH")
	}
	if n := len(status.Failed); n > 0 {
		paper.line("")
		paper.line(fmt.Sprintf("%s gave no text:", count(n, "file")))
		printFailures(paper, status.Failed, n)
	}
	return paper.flush()
}

func sourceWords(source index.Source) string {
	words := fmt.Sprintf("%s, %s", count(source.Documents, "document"), count(source.Passages, "passage"))
	if source.Failed > 0 {
		words += fmt.Sprintf(", %s without text", count(source.Failed, "file"))
	}
	if strings.TrimSpace(source.Ignore) != "" {
		words += "; has rules: footnote ignore"
	}
	switch {
	case source.Offline.Reason != index.Online:
		words += "; offline: its passages are kept"
	case source.Synced.IsZero():
		words += "; not fully indexed yet: footnote index"
	default:
		words += "; indexed " + source.Synced.Local().Format("2006-01-02 15:04")
	}
	return words
}
