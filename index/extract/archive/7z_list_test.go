package archive_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"runtime"
	"testing"

	"github.com/ulikunitz/xz/lzma"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// archive7z writes a 7z archive of packed streams and a list.
func archive7z(packed, list []byte) []byte {
	le := binary.LittleEndian
	b := append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), make([]byte, 24)...)
	le.PutUint64(b[12:], uint64(len(packed)))
	le.PutUint64(b[20:], uint64(len(list)))
	le.PutUint32(b[28:], crc32.ChecksumIEEE(list))
	le.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:32]))
	return append(append(b, packed...), list...)
}

// number7z writes a number of nine bytes.
func number7z(n uint64) []byte { return binary.LittleEndian.AppendUint64([]byte{0xff}, n) }

// packedList7z writes an archive whose list is packed, by LZMA.
func packedList7z(t testing.TB, list []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := lzma.WriterConfig{SizeInHeader: true, Size: int64(len(list))}.NewWriter(&b)
	if err == nil {
		_, err = w.Write(list)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	properties, packed := b.Bytes()[:5], b.Bytes()[13:]
	streams := append([]byte{23, 6, 0, 1, 9}, number7z(uint64(len(packed)))...)
	streams = append(streams, 0, 7, 11, 1, 0, 1, 0x23, 3, 1, 1, 5)
	streams = append(streams, properties...)
	streams = append(append(append(streams, 12), number7z(uint64(len(list)))...), 0, 0)
	return archive7z(packed, streams)
}

// A list that claims more than it can hold is refused before anything is allocated for it.
func TestClaimsOf7z(t *testing.T) {
	files := append([]byte{1, 5}, number7z(1<<31)...)
	folder := func(rest ...byte) []byte { return append([]byte{1, 4, 7, 11, 1, 0}, rest...) }
	long := make([]byte, 65<<20)
	long[0] = 1
	for name, data := range map[string][]byte{
		"files":                   archive7z(nil, files),
		"files in a packed list":  packedList7z(t, files),
		"a long packed list":      packedList7z(t, long),
		"folders":                 archive7z(nil, append([]byte{1, 4, 7, 11}, number7z(1<<31)...)),
		"packed streams":          archive7z(nil, append([]byte{1, 4, 6, 0}, number7z(1<<31)...)),
		"files of a folder":       archive7z(nil, append(folder(1, 1, 0, 12, 1, 0, 8, 13), number7z(1<<31)...)),
		"inputs of a coder":       archive7z(nil, append(folder(1, 0x11, 0), append(number7z(1<<31), 1)...)),
		"coders":                  archive7z(nil, folder(number7z(1<<31)...)),
		"properties of a coder":   archive7z(nil, append(folder(1, 0x21, 0), number7z(1<<31)...)),
		"outputs of many folders": archive7z(nil, append(append([]byte{1, 4, 7, 11}, number7z(1<<20)...), bytes.Repeat([]byte{0, 1, 0x11, 0, 60, 60}, 1000)...)),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := extracttest.Read(t, "a.7z", data)
			runtime.ReadMemStats(&after)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code != doc.CodeArchiveLists {
				t.Errorf("got %v, want a refusal of a long list", err)
			}
			if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 100<<20 {
				t.Errorf("%d MiB were allocated", allocated>>20)
			}
		})
	}
}

func FuzzList7z(f *testing.F) {
	f.Add([]byte{1, 5, 1, 17, 5, 0, 'h', 0, 0, 0, 0, 0})
	f.Add([]byte{1, 4, 6, 0, 1, 9, 1, 0, 7, 11, 1, 0, 1, 1, 0, 12, 1, 0, 8, 13, 2, 9, 1, 0, 0, 5, 1, 0, 0})
	f.Fuzz(func(t *testing.T, list []byte) {
		if len(list) == 0 {
			return
		}
		_, _ = extracttest.Read(t, "a.7z", archive7z([]byte("words"), list))
		_, _ = extracttest.Read(t, "a.7z", packedList7z(t, list))
	})
}
