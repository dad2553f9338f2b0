package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
)

// parse returns the request or notification in a line, or else the error answer to it. Both are nil if the line answers a request, because
// the server sends no requests.
func parse(l line) (request *jsonrpc.Request, refusal []byte) {
	invalid := func(id json.RawMessage, why string) (*jsonrpc.Request, []byte) {
		return nil, refuse(id, jsonrpc.CodeInvalidRequest, why)
	}
	switch {
	case l.long:
		return invalid(nil, fmt.Sprintf("the message is longer than %d MiB", maxMessage>>20))
	case !utf8.Valid(l.text):
		return nil, refuse(nil, jsonrpc.CodeParseError, "the message is not UTF-8")
	case !json.Valid(l.text):
		return nil, refuse(nil, jsonrpc.CodeParseError, "the message is not JSON; send one message per line")
	case l.text[0] == '[':
		return invalid(nil, "arrays of messages are not supported; send one message per line")
	case l.text[0] != '{':
		return invalid(nil, "the message is not a JSON object")
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(l.text, &fields) != nil {
		return invalid(nil, "the message is not a JSON object")
	}
	id, given := fields["id"]
	if given && !isID(id) {
		return invalid(nil, "the id is neither a string nor a whole number")
	}
	method, hasMethod := fields["method"]
	_, hasResult := fields["result"]
	_, hasError := fields["error"]
	switch {
	case string(fields["jsonrpc"]) != `"2.0"`:
		return invalid(id, `jsonrpc is not "2.0"`)
	case !hasMethod && (hasResult || hasError):
		return nil, nil
	case !hasMethod:
		return invalid(id, "the method is missing")
	case method[0] != '"':
		return invalid(id, "the method is not a string")
	}
	message, err := jsonrpc.DecodeMessage(l.text)
	request, ok := message.(*jsonrpc.Request)
	if err != nil || !ok {
		return invalid(id, "the message cannot be understood")
	}
	return request, nil
}

// isID reports whether a JSON value can be an id: a string, or an integer that a float64 holds exactly, because the SDK reads it as one.
func isID(id json.RawMessage) bool {
	if id[0] == '"' {
		return true
	}
	const largest = 1 << 53
	n, err := strconv.ParseFloat(string(bytes.TrimSpace(id)), 64)
	return err == nil && n == math.Trunc(n) && math.Abs(n) <= largest
}

// methods lists the protocol's methods that a client may call. The SDK itself reports the ones that the server does not support.
var methods = []string{
	"initialize", "ping", "tools/list", "tools/call", "prompts/list", "prompts/get", "resources/list", "resources/templates/list", "resources/read",
	"resources/subscribe", "resources/unsubscribe", "completion/complete", "logging/setLevel", "server/discover", "subscriptions/listen",
}

// coded returns a response whose error, if any, has a code. The SDK omits some codes.
func coded(r *jsonrpc.Response, method string) *jsonrpc.Response {
	var known *jsonrpc.Error
	if r.Error == nil || errors.As(r.Error, &known) && known.Code != 0 {
		return r
	}
	e := &jsonrpc.Error{Code: jsonrpc.CodeInvalidRequest, Message: r.Error.Error()}
	switch {
	case errors.Is(r.Error, context.Canceled):
		e = &jsonrpc.Error{Code: jsonrpc.CodeInternalError, Message: "the request was cancelled"}
	case !slices.Contains(methods, method):
		e = &jsonrpc.Error{Code: jsonrpc.CodeMethodNotFound, Message: fmt.Sprintf("there is no method %q", method)}
	}
	return &jsonrpc.Response{ID: r.ID, Error: e}
}
