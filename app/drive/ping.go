package drive

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// A window answers _NET_WM_PING on the goroutine that handles its events (https://specifications.freedesktop.org/wm/latest/ar01s06.html).
// Window managers use it to detect a window that hangs. The time to an answer is how long that goroutine was blocked.

// Pings sends the program's window one ping after the other while during runs, and returns the duration of each answer. The first error is
// during's.
func (p *Program) Pings(ctx context.Context, during func() error) (took []time.Duration, err error) {
	x, err := dialX(ctx, p.display.name)
	if err != nil {
		return nil, fmt.Errorf("ping the window: %w", err)
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	window, err := strconv.ParseUint(p.window, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("ping the window: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- during() }()
	for {
		select {
		case err := <-done:
			return took, err
		default:
		}
		begun := time.Now()
		if err := x.ping(uint32(window)); err != nil {
			return took, errors.Join(fmt.Errorf("ping the window: %w", err), <-done)
		}
		took = append(took, time.Since(begun))
	}
}

// answerWithin is how long a window may take to answer a ping before it counts as dead.
const answerWithin = 30 * time.Second

// An xConn is a connection to an X server, little-endian (https://www.x.org/releases/current/doc/xproto/x11protocol.html#Encoding).
type xConn struct {
	net.Conn
	root            uint32
	firstID         uint32 // of the resources that this client creates
	protocols, echo uint32 // the atoms WM_PROTOCOLS and _NET_WM_PING
	serial          uint32
}

// The numbers of requests and events.
const (
	xChangeWindowAttributes = 2
	xInternAtom             = 16
	xSendEvent              = 25

	xReply         = 1
	xClientMessage = 33

	xEventMask          = 1 << 11 // of attributes
	xSubstructureNotify = 1 << 19 // events: answers to pings go to the root window
)

func dialX(ctx context.Context, display string) (*xConn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(display, ":"))
	if err != nil {
		return nil, err
	}
	x := &xConn{Conn: conn}
	if err := x.begin(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return x, nil
}

// begin sets up the connection, gets the atoms, and selects the events of the root window.
func (x *xConn) begin() error {
	const versionMajor = 11
	if err := x.write([]byte{'l', 0}, uint16(versionMajor), uint16(0), uint16(0), uint16(0), uint16(0)); err != nil {
		return err
	}
	var head struct {
		Success, _   uint8
		Major, Minor uint16
		Words        uint16 // of the rest
	}
	if err := binary.Read(x, binary.LittleEndian, &head); err != nil {
		return err
	}
	rest := make([]byte, 4*int(head.Words))
	if _, err := io.ReadFull(x, rest); err != nil {
		return err
	}
	const fixed, format = 32, 8 // bytes: the setup before the vendor's name, and each pixmap format after it
	if head.Success != 1 || len(rest) < fixed {
		return errors.New("the X server refused the connection")
	}
	screen := fixed + (int(binary.LittleEndian.Uint16(rest[16:]))+3)/4*4 + format*int(rest[21])
	if screen+4 > len(rest) {
		return errors.New("the X server has no screen")
	}
	x.root, x.firstID = binary.LittleEndian.Uint32(rest[screen:]), binary.LittleEndian.Uint32(rest[4:])
	var err error
	if x.protocols, err = x.atom("WM_PROTOCOLS"); err != nil {
		return err
	}
	if x.echo, err = x.atom("_NET_WM_PING"); err != nil {
		return err
	}
	return x.write([]byte{xChangeWindowAttributes, 0}, uint16(4), x.root, uint32(xEventMask), uint32(xSubstructureNotify))
}

func (x *xConn) write(parts ...any) error {
	var request []byte
	for _, p := range parts {
		var err error
		if request, err = binary.Append(request, binary.LittleEndian, p); err != nil {
			return err
		}
	}
	_, err := x.Conn.Write(request)
	return err
}

// next reads a reply or an event.
func (x *xConn) next() (packet [32]byte, err error) {
	if err = x.SetReadDeadline(time.Now().Add(answerWithin)); err == nil {
		_, err = io.ReadFull(x, packet[:])
	}
	return packet, err
}

func (x *xConn) atom(name string) (uint32, error) {
	padded := []byte(name + strings.Repeat("\x00", -len(name)&3))
	if err := x.write([]byte{xInternAtom, 0}, uint16(2+len(padded)/4), uint16(len(name)), uint16(0), padded); err != nil {
		return 0, err
	}
	reply, err := x.next()
	if err == nil && reply[0] != xReply {
		err = fmt.Errorf("the X server has no atom %s", name)
	}
	return binary.LittleEndian.Uint32(reply[8:]), err
}

// ping pings a window and waits for its answer.
func (x *xConn) ping(window uint32) error {
	const format = 32 // bits of each value
	x.serial++
	err := x.write([]byte{xSendEvent, 0}, uint16(11), window, uint32(0),
		[]byte{xClientMessage, format}, uint16(0), window, x.protocols, x.echo, x.serial, window, uint32(0), uint32(0))
	for err == nil {
		var packet [32]byte
		if packet, err = x.next(); err != nil {
			break
		}
		word := func(i int) uint32 { return binary.LittleEndian.Uint32(packet[i:]) }
		if packet[0]&0x7f == xClientMessage && word(8) == x.protocols && word(12) == x.echo && word(16) == x.serial {
			return nil
		}
	}
	return err
}
