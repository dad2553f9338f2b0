package cli

import (
	"strings"

	"footnote/app/mcp"
)

// mcpCommand serves the library to an assistant.
type mcpCommand struct{}

// Help says how to configure an assistant for it.
func (mcpCommand) Help() string {
	return `An assistant that speaks the Model Context Protocol starts this command itself. Configure it like this:

    {"mcpServers": {"footnote": {"command": "footnote", "args": ["mcp"]}}}

It can then search your library, and read and list its documents. It cannot change anything, and it can read nothing outside the
library. It may send what it reads to the service that runs it.`
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
