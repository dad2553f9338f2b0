#include "textflag.h"

// The constants of kernel.go.
#define CONSTANT(name, bits) \
	DATA name<>(SB)/4, bits \
	GLOBL name<>(SB), RODATA|NOPTR, $4

CONSTANT(one, $1.0)
CONSTANT(half, $0.5)
CONSTANT(sixth, $0.16666667)
CONSTANT(c4, $0.041666668)
CONSTANT(c5, $0.008333334)
CONSTANT(c6, $0.0013888889)
CONSTANT(log2e, $1.442695)
CONSTANT(ln2High, $0.693359375)
CONSTANT(ln2Low, $-2.1219444e-4)
CONSTANT(expLeast, $-87.33654)
CONSTANT(root, $0.70710677)
CONSTANT(erfP, $0.3275911)
CONSTANT(erf1, $0.2548296)
CONSTANT(erf2, $-0.28449672)
CONSTANT(erf3, $1.4214138)
CONSTANT(erf4, $-1.4531521)
CONSTANT(erf5, $1.0614054)
CONSTANT(magnitude, $0x7fffffff)
CONSTANT(bias127, $127)

DATA order<>+0(SB)/4, $0
DATA order<>+4(SB)/4, $4
DATA order<>+8(SB)/4, $1
DATA order<>+12(SB)/4, $5
DATA order<>+16(SB)/4, $2
DATA order<>+20(SB)/4, $6
DATA order<>+24(SB)/4, $3
DATA order<>+28(SB)/4, $7
GLOBL order<>(SB), RODATA|NOPTR, $32

// FOLD combines the 8 numbers of Y0 into X0 by an instruction; it uses X1.
#define FOLD(instruction) \
	VEXTRACTF128 $1, Y0, X1 \
	instruction X1, X0, X0 \
	VPERMILPS $0x4e, X0, X1 \
	instruction X1, X0, X0 \
	VPERMILPS $0xb1, X0, X1 \
	instruction X1, X0, X0

// EXP_CONSTANTS loads what EXP needs into Y7 to Y15.
#define EXP_CONSTANTS \
	VBROADCASTSS expLeast<>(SB), Y7 \
	VBROADCASTSS log2e<>(SB), Y8 \
	VBROADCASTSS half<>(SB), Y9 \
	VBROADCASTSS ln2High<>(SB), Y10 \
	VBROADCASTSS ln2Low<>(SB), Y11 \
	VBROADCASTSS one<>(SB), Y12 \
	VBROADCASTSS sixth<>(SB), Y13 \
	VBROADCASTSS c4<>(SB), Y14 \
	VBROADCASTSS c5<>(SB), Y15

// EXP replaces x, up to 0, by e^x, as exp does in kernel.go. It uses n and p.
#define EXP(x, n, p) \
	VMAXPS Y7, x, x \
	VMOVAPS Y9, n \
	VFMADD231PS Y8, x, n \
	VROUNDPS $1, n, n \
	VFNMADD231PS Y10, n, x \
	VFNMADD231PS Y11, n, x \
	VBROADCASTSS c6<>(SB), p \
	VFMADD213PS Y15, x, p \
	VFMADD213PS Y14, x, p \
	VFMADD213PS Y13, x, p \
	VFMADD213PS Y9, x, p \
	VFMADD213PS Y12, x, p \
	VFMADD213PS Y12, x, p \
	VCVTPS2DQ n, n \
	VPBROADCASTD bias127<>(SB), x \
	VPADDD x, n, n \
	VPSLLD $23, n, n \
	VMULPS n, p, x

// func largestLanes(x *float32, n int) float32
TEXT ·largestLanes(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVUPS (SI), Y0
largestLoop:
	VMAXPS (SI), Y0, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ largestLoop
	FOLD(VMAXPS)
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func absoluteLanes(x *float32, n int) float32
TEXT ·absoluteLanes(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VXORPS Y0, Y0, Y0
	VBROADCASTSS magnitude<>(SB), Y2
absoluteLoop:
	VANDPS (SI), Y2, Y1
	VMAXPS Y1, Y0, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ absoluteLoop
	FOLD(VMAXPS)
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func quantiseLanes(dst *int8, x *float32, n int, factor float32, offset byte)
TEXT ·quantiseLanes(SB), NOSPLIT, $0-29
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS factor+24(FP), Y4
	VPBROADCASTB offset+28(FP), Y5
	VMOVDQU order<>(SB), Y6
quantiseLoop:
	VMULPS (SI), Y4, Y0
	VMULPS 32(SI), Y4, Y1
	VMULPS 64(SI), Y4, Y2
	VMULPS 96(SI), Y4, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VPACKSSDW Y1, Y0, Y0      // halves of the registers are packed apart,
	VPACKSSDW Y3, Y2, Y2
	VPACKSSWB Y2, Y0, Y0
	VPERMD Y0, Y6, Y0         // and put in order again
	VPADDB Y5, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	SUBQ $32, CX
	JNZ quantiseLoop
	VZEROUPPER
	RET

// func expLanes(x *float32, n int, factor, largest float32) float32
TEXT ·expLanes(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS factor+16(FP), Y5
	VBROADCASTSS largest+20(FP), Y6
	VXORPS Y0, Y0, Y0
	EXP_CONSTANTS
expLoop:
	VMOVUPS (SI), Y1
	VSUBPS Y6, Y1, Y1
	VMULPS Y5, Y1, Y1
	EXP(Y1, Y2, Y3)
	VMOVUPS Y1, (SI)
	VADDPS Y1, Y0, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ expLoop
	FOLD(VADDPS)
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func geluLanes(x *float32, n int)
TEXT ·geluLanes(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	EXP_CONSTANTS
geluLoop:
	VMOVUPS (SI), Y0
	VBROADCASTSS magnitude<>(SB), Y1
	VANDPS Y0, Y1, Y1
	VBROADCASTSS root<>(SB), Y2
	VMULPS Y2, Y1, Y1         // z
	VBROADCASTSS erfP<>(SB), Y2
	VFMADD213PS Y12, Y1, Y2
	VDIVPS Y2, Y12, Y4        // t
	VXORPS Y3, Y3, Y3
	VFNMADD231PS Y1, Y1, Y3
	VMOVAPS Y3, Y1            // -z·z
	EXP(Y1, Y2, Y3)
	VBROADCASTSS erf5<>(SB), Y2
	VBROADCASTSS erf4<>(SB), Y3
	VFMADD213PS Y3, Y4, Y2
	VBROADCASTSS erf3<>(SB), Y3
	VFMADD213PS Y3, Y4, Y2
	VBROADCASTSS erf2<>(SB), Y3
	VFMADD213PS Y3, Y4, Y2
	VBROADCASTSS erf1<>(SB), Y3
	VFMADD213PS Y3, Y4, Y2
	VMULPS Y4, Y2, Y2
	VMULPS Y9, Y2, Y2
	VMULPS Y1, Y2, Y2         // below a negative x
	VSUBPS Y2, Y12, Y3        // below a positive one
	VBLENDVPS Y0, Y2, Y3, Y2
	VMULPS Y2, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ geluLoop
	VZEROUPPER
	RET

// func addLanes(x, y *float32, n int) (sum float32)
TEXT ·addLanes(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ n+16(FP), CX
	VXORPS Y0, Y0, Y0
addLoop:
	VMOVUPS (SI), Y1
	VADDPS (DI), Y1, Y1
	VMOVUPS Y1, (SI)
	VADDPS Y1, Y0, Y0
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ addLoop
	FOLD(VADDPS)
	VMOVSS X0, sum+24(FP)
	VZEROUPPER
	RET

// func squaresLanes(x *float32, n int, mean float32) (sum float32)
TEXT ·squaresLanes(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS mean+16(FP), Y2
	VXORPS Y0, Y0, Y0
squaresLoop:
	VMOVUPS (SI), Y1
	VSUBPS Y2, Y1, Y1
	VFMADD231PS Y1, Y1, Y0
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ squaresLoop
	FOLD(VADDPS)
	VMOVSS X0, sum+24(FP)
	VZEROUPPER
	RET

// func scaleLanes(x, gain, bias *float32, n int, mean, scale float32)
TEXT ·scaleLanes(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), SI
	MOVQ gain+8(FP), DI
	MOVQ bias+16(FP), BX
	MOVQ n+24(FP), CX
	VBROADCASTSS mean+32(FP), Y2
	VBROADCASTSS scale+36(FP), Y3
scaleLoop:
	VMOVUPS (SI), Y1
	VSUBPS Y2, Y1, Y1
	VMULPS Y3, Y1, Y1
	VMOVUPS (DI), Y4
	VFMADD213PS (BX), Y4, Y1
	VMOVUPS Y1, (SI)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, BX
	SUBQ $8, CX
	JNZ scaleLoop
	VZEROUPPER
	RET
