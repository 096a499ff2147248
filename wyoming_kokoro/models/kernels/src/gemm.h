// The inner product of a tile: six rows of activations times one block of packed output channels.
#pragma once
#include <cstring>

#include "vec.h"

namespace kk {

enum Kind { kF32 = 0, kBf16 = 1, kInt8 = 2 };

constexpr int kRows = 6;
#if defined(KK_AVX512)
constexpr int kVecs = 4;
#elif defined(KK_AVX2)
constexpr int kVecs = 2;
#else
constexpr int kVecs = 4;
#endif
constexpr int kBlock = kVecs * W;  // output channels of a tile

#if defined(KK_AVX512) && defined(__AVX512BF16__)
#define KK_HAS_BF16 1
#endif
#if defined(__AVX512VNNI__) && defined(__AVX512VL__)
#define KK_HAS_INT8 1
#define KK_VPDPBUSD "vpdpbusd"
#elif defined(__AVXVNNI__)
#define KK_HAS_INT8 1
#define KK_VPDPBUSD "%{vex%} vpdpbusd"
#endif

static inline bool has_kind(int kind) {
#if defined(KK_HAS_BF16)
  if (kind == kBf16) return true;
#endif
#if defined(KK_HAS_INT8)
  if (kind == kInt8) return true;
#endif
  return kind == kF32;
}

// Activations of `kind` per 4 bytes, the unit in which the inner loop steps.
static inline int per_word(Kind kind) { return kind == kInt8 ? 4 : kind == kBf16 ? 2 : 1; }
static inline int bytes_of(Kind kind) { return 4 / per_word(kind); }

// The loops are written out in assembly because compilers move the 24 accumulators to the stack, which halves the speed.
#if defined(KK_AVX512)
#define KK_FOUR(OP, b, n0, n1, n2, n3)                                             \
  OP " %%zmm24,%%zmm" #b ",%%zmm" #n0 "\n" OP " %%zmm25,%%zmm" #b ",%%zmm" #n1 "\n" \
  OP " %%zmm26,%%zmm" #b ",%%zmm" #n2 "\n" OP " %%zmm27,%%zmm" #b ",%%zmm" #n3 "\n"
#define KK_BODY(OP, BC)                                                                                        \
  "vmovups (%[w]),%%zmm24\n vmovups 64(%[w]),%%zmm25\n vmovups 128(%[w]),%%zmm26\n vmovups 192(%[w]),%%zmm27\n" \
  BC " (%[a]),%%zmm28\n" BC " (%[a],%[l]),%%zmm29\n" KK_FOUR(OP, 28, 0, 1, 2, 3)                                \
  BC " (%[a],%[l],2),%%zmm28\n" KK_FOUR(OP, 29, 4, 5, 6, 7)                                                     \
  BC " (%[b]),%%zmm29\n" KK_FOUR(OP, 28, 8, 9, 10, 11)                                                          \
  BC " (%[b],%[l]),%%zmm28\n" KK_FOUR(OP, 29, 12, 13, 14, 15)                                                   \
  BC " (%[b],%[l],2),%%zmm29\n" KK_FOUR(OP, 28, 16, 17, 18, 19) KK_FOUR(OP, 29, 20, 21, 22, 23)                 \
  "add $4,%[a]\n add $4,%[b]\n add $256,%[w]\n"
#define KK_ALL(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10) M(11) M(12) M(13) M(14) M(15) \
  M(16) M(17) M(18) M(19) M(20) M(21) M(22) M(23)
#define KK_ZERO(i) "vpxord %%zmm" #i ",%%zmm" #i ",%%zmm" #i "\n"
#define KK_LOAD(i) "vmovups 64*" #i "(%[c]),%%zmm" #i "\n"
#define KK_STORE(i) "vmovups %%zmm" #i ",64*" #i "(%[c])\n"
#define KK_USED "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10", "zmm11", \
  "zmm12", "zmm13", "zmm14", "zmm15", "zmm16", "zmm17", "zmm18", "zmm19", "zmm20", "zmm21", "zmm22", "zmm23",     \
  "zmm24", "zmm25", "zmm26", "zmm27", "zmm28", "zmm29"
#elif defined(KK_AVX2)
#define KK_TWO(OP, b, n0, n1) OP " %%ymm12,%%ymm" #b ",%%ymm" #n0 "\n" OP " %%ymm13,%%ymm" #b ",%%ymm" #n1 "\n"
#define KK_BODY(OP, BC)                                                                       \
  "vmovups (%[w]),%%ymm12\n vmovups 32(%[w]),%%ymm13\n"                                        \
  BC " (%[a]),%%ymm14\n" BC " (%[a],%[l]),%%ymm15\n" KK_TWO(OP, 14, 0, 1)                      \
  BC " (%[a],%[l],2),%%ymm14\n" KK_TWO(OP, 15, 2, 3) BC " (%[b]),%%ymm15\n" KK_TWO(OP, 14, 4, 5) \
  BC " (%[b],%[l]),%%ymm14\n" KK_TWO(OP, 15, 6, 7) BC " (%[b],%[l],2),%%ymm15\n" KK_TWO(OP, 14, 8, 9) \
  KK_TWO(OP, 15, 10, 11) "add $4,%[a]\n add $4,%[b]\n add $64,%[w]\n"
#define KK_ALL(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10) M(11)
#define KK_ZERO(i) "vpxor %%ymm" #i ",%%ymm" #i ",%%ymm" #i "\n"
#define KK_LOAD(i) "vmovups 32*" #i "(%[c]),%%ymm" #i "\n"
#define KK_STORE(i) "vmovups %%ymm" #i ",32*" #i "(%[c])\n"
#define KK_USED "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", \
  "xmm12", "xmm13", "xmm14", "xmm15"
#endif

#if defined(KK_BODY)
#define KK_LOOP(BEGIN, OP, BC, tile)                                                                     \
  {                                                                                                      \
    const uint8_t* b = a + 3 * lda;                                                                      \
    long n = steps;                                                                                      \
    asm volatile(KK_ALL(BEGIN) ".p2align 5\n1:\n" KK_BODY(OP, BC) "dec %[n]\n jnz 1b\n" KK_ALL(KK_STORE)   \
                 : [a] "+r"(a), [b] "+r"(b), [w] "+r"(w), [n] "+r"(n)                                    \
                 : [l] "r"(lda), [c] "r"(tile)                                                           \
                 : KK_USED, "memory", "cc");                                                             \
  }
#endif

// tile[6][kBlock] += rows of `a` (lda bytes apart) · w, over `steps` words. Float kinds only.
template <Kind K>
static inline void tile_float(const uint8_t* a, size_t lda, const uint8_t* w, int steps, float* tile) {
#if defined(KK_HAS_BF16)
  if (K == kBf16) {
    KK_LOOP(KK_LOAD, "vdpbf16ps", "vpbroadcastd", tile)
    return;
  }
#endif
#if defined(KK_BODY)
  KK_LOOP(KK_LOAD, "vfmadd231ps", "vbroadcastss", tile)
#else
  for (int r = 0; r < kRows; r += 3) {
    vf c[3][kVecs];
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < kVecs; j++) c[i][j] = load(tile + (r + i) * kBlock + j * W);
    const float* p = reinterpret_cast<const float*>(w);
    for (int s = 0; s < steps; s++, p += kBlock)
      for (int i = 0; i < 3; i++) {
        float x = reinterpret_cast<const float*>(a + (r + i) * lda)[s];
        for (int j = 0; j < kVecs; j++) c[i][j] += load(p + j * W) * x;
      }
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < kVecs; j++) store(tile + (r + i) * kBlock + j * W, c[i][j]);
  }
#endif
}

#if defined(KK_HAS_INT8)
// The same for rows of uint8 (zero at 128) with one scale per row: tile[r] += scale[r] · (a[r] · w − offset).
static inline void tile_int8(const uint8_t* a, size_t lda, const uint8_t* w, int steps, const int32_t* offset,
                             const float* scale, float* tile) {
  alignas(64) int32_t sums[kRows * kBlock];
  KK_LOOP(KK_ZERO, KK_VPDPBUSD, "vpbroadcastd", sums)
  for (int r = 0; r < kRows; r++)
    for (int j = 0; j < kBlock; j += W) {
      vi s = *reinterpret_cast<const vi*>(sums + r * kBlock + j) - *reinterpret_cast<const vi*>(offset + j);
      float* t = tile + r * kBlock + j;
      store(t, load(t) + __builtin_convertvector(s, vf) * scale[r]);
    }
}
#endif

}  // namespace kk
