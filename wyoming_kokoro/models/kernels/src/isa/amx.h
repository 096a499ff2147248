// Tiles of Intel's matrix extension: 32 rows × 32 channels of a bf16 product at a time, in eight registers of 16 rows × 64 bytes.
#pragma once
#include "../isa.h"

#if defined(__AMX_BF16__) && defined(__AMX_TILE__)
#define KK_HAS_AMX 1
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace kk {

// Whether this process may use tiles: Linux keeps their 8 KB of state for processes that have asked, and may refuse.
static inline bool has_tiles() {
#if defined(KK_HAS_AMX)
  constexpr long kRequestPermission = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
  static const bool granted = syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
  return granted;
#else
  return false;
#endif
}

#if defined(KK_HAS_AMX)
constexpr int kTileRows = 16, kTileBytes = 64, kPairRows = 2 * kTileRows;

// Tile registers in use by this thread, all of them 16 rows × 64 bytes; given back at the end, so that an idle thread has no state to save.
class TileScope {
 public:
  TileScope() {
    struct alignas(64) {
      uint8_t palette = 1, start_row = 0, reserved[14] = {};
      uint16_t bytes[16] = {};
      uint8_t rows[16] = {};
    } config;
    for (int i = 0; i < 8; i++) config.bytes[i] = kTileBytes, config.rows[i] = kTileRows;
    asm volatile("" : : "r"(&config) : "memory");  // the intrinsics do not tell the compiler all that they read
    _tile_loadconfig(&config);
  }
  ~TileScope() { _tile_release(); }
  TileScope(const TileScope&) = delete;
};

// Bytes of weights that one step of the loop takes: 32 inputs of a tap for 32 outputs, packed in the order of use.
constexpr size_t kStepBytes = 2 * kTileRows * kTileBytes;

// out[32][kBlock] (32 channels of them) = Σ over inputs, 32 at a time, and taps of rows of `a` · w, with rows `lda` and taps `tap` bytes
// apart. Without `Pair` only the first 16 rows.
template <bool Pair>
static inline void tile_bf16(const uint8_t* a, size_t lda, ptrdiff_t tap, const uint8_t* w, int taps, int inputs, float* out) {
  constexpr size_t kLine = kBlock * 4;
  asm volatile("" : : : "memory");
  _tile_zero(0);
  _tile_zero(1);
  if (Pair) {
    _tile_zero(2);
    _tile_zero(3);
  }
  for (int c = 0; c < inputs / 32; c++)
    for (int k = 0; k < taps; k++, w += kStepBytes) {
      const uint8_t* rows = a + c * kTileBytes + k * tap;
      _tile_loadd(4, rows, lda);
      _tile_loadd(6, w, kTileBytes);
      _tile_loadd(7, w + kStepBytes / 2, kTileBytes);
      _tile_dpbf16ps(0, 4, 6);
      _tile_dpbf16ps(1, 4, 7);
      if (Pair) {
        _tile_loadd(5, rows + kTileRows * lda, lda);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
      }
    }
  _tile_stored(0, out, kLine);
  _tile_stored(1, out + kTileRows, kLine);
  if (Pair) {
    _tile_stored(2, out + kTileRows * kBlock, kLine);
    _tile_stored(3, out + kTileRows * kBlock + kTileRows, kLine);
  }
}
#endif

}  // namespace kk
