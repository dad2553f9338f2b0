package drive

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Drop drops files and folders on the program's window at (x, y), as a file manager does: by XDND, version 5
// (https://freedesktop.org/wiki/Specifications/XDND).
func (p *Program) Drop(ctx context.Context, x, y int, paths ...string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("drop %s: %w", strings.Join(paths, ", "), err)
		}
	}()
	conn, err := dialX(ctx, p.display.name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	window, err := strconv.ParseUint(p.window, 10, 32)
	if err != nil {
		return err
	}
	var list strings.Builder
	for _, path := range paths {
		list.WriteString((&url.URL{Scheme: "file", Path: path}).String() + "\r\n")
	}
	d := drag{xConn: conn, target: uint32(window), list: list.String()}
	return d.drop(x, y)
}

// A drag carries files from its own window to another.
type drag struct {
	*xConn
	source, target uint32
	list           string // of the files' addresses, one per line
	atoms          map[string]uint32
}

// The numbers of more requests and events.
const (
	xCreateWindow      = 1
	xChangeProperty    = 18
	xSetSelectionOwner = 22

	xSelectionRequest = 30
	xSelectionNotify  = 31
)

func (d *drag) drop(x, y int) error {
	const version = 5
	d.atoms = map[string]uint32{}
	for _, name := range []string{"XdndSelection", "XdndEnter", "XdndPosition", "XdndStatus", "XdndDrop", "XdndFinished", "XdndActionCopy", "text/uri-list"} {
		atom, err := d.atom(name)
		if err != nil {
			return err
		}
		d.atoms[name] = atom
	}
	d.source = d.firstID
	err := errors.Join(
		d.write([]byte{xCreateWindow, 0}, uint16(8), d.source, d.root, int16(0), int16(0), uint16(1), uint16(1), uint16(0), uint16(0), uint32(0), uint32(0)),
		d.write([]byte{xSetSelectionOwner, 0}, uint16(4), d.source, d.atoms["XdndSelection"], uint32(0)),
		d.message("XdndEnter", version<<24, d.atoms["text/uri-list"], 0, 0),
		d.message("XdndPosition", 0, uint32(x)<<16|uint32(y), 0, d.atoms["XdndActionCopy"]),
	)
	if err != nil {
		return err
	}
	const accepted = 1
	if status, err := d.answer("XdndStatus"); err != nil {
		return err
	} else if status&accepted == 0 {
		return errors.New("the window accepts no drop there")
	}
	if err := d.message("XdndDrop", 0, 0, 0, 0); err != nil {
		return err
	}
	_, err = d.answer("XdndFinished")
	return err
}

// message sends the target a message. Its first value is always the source.
func (d *drag) message(kind string, values ...uint32) error {
	const format = 32 // bits of each value
	return d.write([]byte{xSendEvent, 0}, uint16(11), d.target, uint32(0),
		[]byte{xClientMessage, format}, uint16(0), d.target, d.atoms[kind], d.source, values)
}

// answer waits for a message from the target, and returns its second value. Meanwhile it hands over the list if asked.
func (d *drag) answer(kind string) (uint32, error) {
	for {
		packet, err := d.next()
		if err != nil {
			return 0, err
		}
		word := func(i int) uint32 { return binary.LittleEndian.Uint32(packet[i:]) }
		switch packet[0] & 0x7f {
		case xClientMessage:
			if word(8) == d.atoms[kind] {
				return word(16), nil
			}
		case xSelectionRequest:
			if err := d.handOver(word(4), word(12), word(20), word(24)); err != nil {
				return 0, err
			}
		}
	}
}

// handOver puts the list into a property of the window that asks for it, and notifies that window.
func (d *drag) handOver(at, requestor, target, property uint32) error {
	padded := []byte(d.list + strings.Repeat("\x00", -len(d.list)&3))
	const bits = 8
	return errors.Join(
		d.write([]byte{xChangeProperty, 0}, uint16(6+len(padded)/4), requestor, property, target, []byte{bits, 0, 0, 0}, uint32(len(d.list)), padded),
		d.write([]byte{xSendEvent, 0}, uint16(11), requestor, uint32(0),
			[]byte{xSelectionNotify, 0}, uint16(0), at, requestor, d.atoms["XdndSelection"], target, property, [2]uint32{}),
	)
}
