package pdf

import "reflect"

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
