package mcp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// maxMessage bounds a message, in bytes. The server reads a longer one to its end, refuses it and drops it.
const maxMessage = 16 << 20

// A transport carries messages over a reader and a writer, one per line. Unlike the SDK's transport it survives a line that is not a
// message: it answers with an error, as JSON-RPC 2.0 requires (https://www.jsonrpc.org/specification#error_object), and reads on. When its
// input ends, it first answers all earlier requests.
type transport struct {
	in  io.ReadCloser
	out io.WriteCloser
}

// Connect implements sdk.Transport.
func (t transport) Connect(context.Context) (sdk.Connection, error) {
	c := &connection{transport: t, lines: make(chan line), closed: make(chan struct{}), asked: map[jsonrpc.ID]string{}, answered: make(chan struct{}, 1)}
	go c.readLines()
	return c, nil
}

// A connection is a transport in use. Only one goroutine may read at a time; any may write.
type connection struct {
	transport
	lines  chan line // closed at the end of the input
	closed chan struct{}
	once   sync.Once

	writing sync.Mutex

	mu       sync.Mutex
	asked    map[jsonrpc.ID]string // the methods of unanswered requests
	answered chan struct{}         // holds one value after an answer
}

// A line is a message as received, or the reason why there is none.
type line struct {
	text []byte
	long bool
}

// readLines reads until the input ends or the connection is closed. It may outlive the connection if a Read outlives its Close.
func (c *connection) readLines() {
	defer close(c.lines)
	r := bufio.NewReaderSize(c.in, 64<<10)
	for {
		text, long, err := readLine(r)
		if text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))); len(text) > 0 || long {
			select {
			case c.lines <- line{text, long}:
			case <-c.closed:
				return
			}
		}
		if err != nil { // whatever the error, nothing more will come
			return
		}
	}
}

// readLine reads a line and keeps as many bytes of it as a message may have.
func readLine(r *bufio.Reader) (text []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(text)+len(part) > maxMessage; long {
			text = nil
		} else {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, long, err
		}
	}
}

// SessionID implements sdk.Connection.
func (*connection) SessionID() string { return "" }

// Read implements sdk.Connection. It answers lines that are not messages, and returns the next message.
func (c *connection) Read(ctx context.Context) (jsonrpc.Message, error) {
	for {
		select {
		case l, ok := <-c.lines:
			if !ok {
				return nil, c.drain(ctx)
			}
			message, err := c.accept(l)
			if message != nil || err != nil {
				return message, err
			}
		case <-c.closed:
			return nil, io.EOF
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// drain waits until every request is answered, and returns io.EOF.
func (c *connection) drain(ctx context.Context) error {
	for {
		c.mu.Lock()
		waiting := 0
		for _, method := range c.asked {
			if method != "subscriptions/listen" { // this one is answered only when the client cancels it
				waiting++
			}
		}
		c.mu.Unlock()
		if waiting == 0 {
			return io.EOF
		}
		select {
		case <-c.answered:
		case <-c.closed:
			return io.EOF
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// accept returns the message in a line. It answers a line that is not a message, and returns nil. The error is the output's.
func (c *connection) accept(l line) (jsonrpc.Message, error) {
	request, refusal := parse(l)
	if refusal != nil {
		return nil, c.writeLine(refusal)
	}
	if request == nil || !request.IsCall() {
		if request == nil {
			return nil, nil
		}
		return request, nil
	}
	c.mu.Lock()
	_, twice := c.asked[request.ID]
	if !twice {
		c.asked[request.ID] = request.Method
	}
	c.mu.Unlock()
	if twice {
		return nil, c.writeLine(refuse(nil, jsonrpc.CodeInvalidRequest, "a request with this id is not answered yet"))
	}
	return request, nil
}

// Write implements sdk.Connection.
func (c *connection) Write(ctx context.Context, message jsonrpc.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	response, ok := message.(*jsonrpc.Response)
	if ok {
		c.mu.Lock()
		method := c.asked[response.ID]
		delete(c.asked, response.ID)
		c.mu.Unlock()
		defer func() {
			select {
			case c.answered <- struct{}{}:
			default:
			}
		}()
		message = coded(response, method)
	}
	data, err := jsonrpc.EncodeMessage(message)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	return c.writeLine(data)
}

func (c *connection) writeLine(data []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	_, err := c.out.Write(append(data, '\n'))
	return err
}

// Close implements sdk.Connection. It closes the reader and the writer.
func (c *connection) Close() (err error) {
	c.once.Do(func() {
		close(c.closed)
		err = errors.Join(c.in.Close(), c.out.Close())
	})
	return err
}

// refuse returns the error answer to a line that is not a request. A nil id becomes null.
func refuse(id json.RawMessage, code int, why string) []byte {
	if id == nil {
		id = json.RawMessage("null")
	}
	data, err := json.Marshal(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   *jsonrpc.Error  `json:"error"`
	}{"2.0", id, &jsonrpc.Error{Code: int64(code), Message: why}})
	if err != nil {
		panic(err) // id was parsed
	}
	return data
}
