package cli

import (
	"strings"

	"footnote/app/mcp"
)

// mcpCommand serves the library to an assistant.
type mcpCommand struct{}

// Help says how to configure an assistant for it.
func (mcpCommand) Help() string {
	return `An assistant that speaks the Model Context Protocol starts this command itself. Tell it the program and the word mcp, as in

    {"mcpServers": {"footnote": {"command": "footnote", "args": ["mcp"]}}}

It can then search your library, read documents of it, and list them. It cannot change anything, and it reads nothing that is not in
the library. What it reads, it may send to whoever runs it.`
}

func (mcpCommand) Run(s *session) (err error) {
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	if err := lib.Warm(s.ctx); err != nil {
		return err
	}
	return mcp.Serve(s.ctx, lib, strings.TrimPrefix(Version(), "footnote "), s.std.In, s.std.Out)
}
