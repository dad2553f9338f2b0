package mail

import (
	"encoding/binary"

	"footnote/index/extract/reader"
)

// rtfDictionary is the initial dictionary of compressed RTF in Outlook messages (MS-OXRTFCP 2.1.2.1).
const rtfDictionary = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
	"\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// unpackRTF decompresses the RTF of an Outlook message, or as much as there is of it:
//
//	header  4 bytes size, 4 bytes size of the result, "LZFu" or "MELA" where it is not compressed, 4 bytes checksum
//	runs    a byte of flags for eight tokens, lowest first: 0 is a byte as it is, 1 two bytes: 12 bits where in the
//	        last 4096 bytes, 4 bits how many but two; where it is the place that is written next, it is the end
//
// https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxrtfcp
func unpackRTF(data []byte) []byte {
	const head, window = 16, 4096
	if len(data) < head {
		return nil
	}
	kind := string(data[8:12])
	most := int(min(binary.LittleEndian.Uint32(data[4:]), reader.MaxMemberBytes))
	data = data[head:]
	if kind == "MELA" {
		return data[:min(most, len(data))]
	}
	var ring [window]byte
	at := copy(ring[:], rtfDictionary)
	var out []byte
	put := func(c byte) {
		out = append(out, c)
		ring[at%window] = c
		at++
	}
	for len(data) > 0 && len(out) < most {
		flags := data[0]
		data = data[1:]
		for bit := 0; bit < 8 && len(out) < most; bit, flags = bit+1, flags>>1 {
			if flags&1 == 0 {
				if len(data) == 0 {
					return out
				}
				put(data[0])
				data = data[1:]
				continue
			}
			if len(data) < 2 {
				return out
			}
			pair := int(binary.BigEndian.Uint16(data))
			data = data[2:]
			from := pair >> 4
			if from == at%window {
				return out
			}
			for i := range pair&0xf + 2 {
				put(ring[(from+i)%window])
			}
		}
	}
	return out
}
