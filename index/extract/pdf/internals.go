package pdf

// This file reaches by reflection what go-pdfium and wazero keep to themselves, and nothing else does. It can go when go-pdfium gives the
// module that an instance runs in and the handles of its objects (github.com/klippa-app/go-pdfium, webassembly.PdfiumImplementation), and
// wazero an instance whose memory is reserved at once (github.com/tetratelabs/wazero, experimental.MemoryAllocator, which the build of
// go-pdfium does not pass on). A version of theirs that changes these fields fails the tests of this package.

import (
	"fmt"
	"reflect"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/tetratelabs/wazero/api"
)

// wazero gives an instance a new block of memory whenever it needs more, and copies: an instance of 200 MB takes 450 MB to get there.
// So it is given a block that is as large as its memory may ever be. The system fills it only where it is used.

// wasmPage is the unit of WebAssembly's memory, in bytes.
const wasmPage = 64 << 10

// makeRoom has the memory of an instance, which runs nothing yet, grow in place. Where that cannot be done it grows as it did.
func (s *loan) makeRoom() {
	memory := reflect.Indirect(reflect.ValueOf(s.module.Memory()))
	if memory.Kind() != reflect.Struct {
		return
	}
	buffer, pages := memory.FieldByName("Buffer"), memory.FieldByName("Cap")
	if !buffer.CanSet() || buffer.Type() != reflect.TypeFor[[]byte]() || !pages.CanSet() || pages.Kind() != reflect.Uint32 || buffer.Len() > maxPDFMemory {
		return
	}
	room, free, err := reserve(maxPDFMemory)
	if err != nil {
		return
	}
	before, pagesBefore := buffer.Bytes(), pages.Uint()
	used := copy(room, before)
	buffer.SetBytes(room[:used:len(room)])
	pages.SetUint(uint64(len(room) / wasmPage))
	if _, ok := s.module.Memory().Grow(1); !ok { // which tells the compiled program where its memory is now
		buffer.SetBytes(before)
		pages.SetUint(pagesBefore)
		free()
		return
	}
	s.freeRoom = func() {
		buffer.SetBytes(nil)
		free()
	}
}

// runsIn returns the module that an instance runs in. It is needed because the library stops an instance only in a way that races with the
// calls that are to be stopped (pdfium.Pdfium.Kill); closing the module is safe at any time.
func (s *loan) runsIn() (api.Module, error) {
	module, ok := s.implementation().FieldByName("Module").Interface().(api.Module)
	if !ok {
		return nil, fmt.Errorf("instance %T has no module", s.Pdfium)
	}
	return module, nil
}

// handle returns PDFium's handle of a page's text, which the library keeps to itself.
func (s *loan) handle(text references.FPDF_TEXTPAGE) (uint64, error) {
	refs := s.implementation().FieldByName("textPageRefs")
	if refs.Kind() == reflect.Map {
		if ref := refs.MapIndex(reflect.ValueOf(text)); ref.IsValid() {
			return ref.Elem().FieldByName("handle").Elem().Uint(), nil
		}
	}
	return 0, fmt.Errorf("no handle of page text %s", text)
}

// implementation returns what the library has behind an instance.
func (s *loan) implementation() reflect.Value {
	withImplementation, ok := s.Pdfium.(interface{ GetImplementation() any })
	if !ok {
		panic(fmt.Sprintf("instance %T has no implementation", s.Pdfium))
	}
	return reflect.ValueOf(withImplementation.GetImplementation()).Elem()
}
