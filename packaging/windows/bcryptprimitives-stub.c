// The library that wine 8 lacks for Go programs; packaging/test builds it. Windows has its own.
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID,ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n){ return SystemFunction036(p,(ULONG)n); }
