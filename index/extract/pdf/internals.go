package pdf

// This file reaches, by reflection, into what go-pdfium and wazero do not export; no other file does. It can go once go-pdfium exports the module of
// an instance and the handles of its objects (github.com/klippa-app/go-pdfium, webassembly.PdfiumImplementation), and lets wazero reserve an
// instance's memory at once (github.com/tetratelabs/wazero, experimental.MemoryAllocator). A version that changes these fields fails the tests of
// this package.

import (
	"fmt"
	"reflect"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/tetratelabs/wazero/api"
)

// wazero grows an instance's memory by copying it to a new block: to reach 200 MB it takes 450 MB. So each instance gets a block as large as its
// memory may ever be, which takes up room only where it is used.

// wasmPage is the unit of WebAssembly's memory, in bytes.
const wasmPage = 64 << 10

// makeRoom lets the memory of an instance that runs nothing yet grow in place. If it cannot, the memory grows by copying.
func (s *loan) makeRoom() {
	memory := reflect.Indirect(reflect.ValueOf(s.module.Memory()))
	if memory.Kind() != reflect.Struct {
		return
	}
	buffer, pages := memory.FieldByName("Buffer"), memory.FieldByName("Cap")
	if !buffer.CanSet() || buffer.Type() != reflect.TypeFor[[]byte]() || !pages.CanSet() || pages.Kind() != reflect.Uint32 || buffer.Len() > maxInstanceBytes {
		return
	}
	room, free, err := reserve(maxInstanceBytes)
	if err != nil {
		return
	}
	before, pagesBefore := buffer.Bytes(), pages.Uint()
	used := copy(room, before)
	buffer.SetBytes(room[:used:len(room)])
	pages.SetUint(uint64(len(room) / wasmPage))
	if _, ok := s.module.Memory().Grow(1); !ok { // this tells the compiled program where its memory is
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

// runsIn returns the module of an instance. The library can stop an instance only in a way that races with the calls to be stopped
// (pdfium.Pdfium.Kill); closing the module is always safe.
func (s *loan) runsIn() (api.Module, error) {
	module, ok := s.implementation().FieldByName("Module").Interface().(api.Module)
	if !ok {
		return nil, fmt.Errorf("instance %T has no module", s.Pdfium)
	}
	return module, nil
}

// handle returns PDFium's handle of a page's text, which the library does not export.
func (s *loan) handle(text references.FPDF_TEXTPAGE) (uint64, error) {
	refs := s.implementation().FieldByName("textPageRefs")
	if refs.Kind() == reflect.Map {
		if ref := refs.MapIndex(reflect.ValueOf(text)); ref.IsValid() {
			return ref.Elem().FieldByName("handle").Elem().Uint(), nil
		}
	}
	return 0, fmt.Errorf("no handle of page text %s", text)
}

// implementation returns the library's struct behind an instance.
func (s *loan) implementation() reflect.Value {
	withImplementation, ok := s.Pdfium.(interface{ GetImplementation() any })
	if !ok {
		panic(fmt.Sprintf("instance %T has no implementation", s.Pdfium))
	}
	return reflect.ValueOf(withImplementation.GetImplementation()).Elem()
}
