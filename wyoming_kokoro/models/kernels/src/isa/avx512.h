// AVX-512 (F, BW, VL, DQ) with VNNI, and with bfloat16 where the compiler may use it.
#pragma once
#include <immintrin.h>
#define KK_WIDTH 16
#include "../types.h"

namespace kk {

constexpr int kRows = 6, kVecs = 4, kZero = 128, kSummedIn16 = 0;

static inline vf vround(vf x) { return reinterpret_cast<vf>(_mm512_roundscale_ps(reinterpret_cast<__m512>(x), 8)); }
static inline vf vsqrt(vf x) { return reinterpret_cast<vf>(_mm512_sqrt_ps(reinterpret_cast<__m512>(x))); }

// Whole numbers within 0 … 255 to bytes, 32 at a time.
static inline void to_bytes(const float* x, float factor, uint8_t* out) {
  for (int j = 0; j < 32; j += W) {
    vf q = vround(load(x + j) * factor) + float(kZero);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + j), _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(reinterpret_cast<__m512>(q))));
  }
}

// The loops are written out in assembly because compilers move the 24 accumulators to the stack, which halves the speed.
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
#define KK_PRODUCT(NAME, BEGIN, OP, BC)                                                                             \
  static inline void NAME(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {                  \
    const uint8_t* b = a + 3 * lda;                                                                                 \
    long n = bytes / 4;                                                                                             \
    asm volatile(KK_ALL(BEGIN) ".p2align 5\n1:\n" KK_BODY(OP, BC) "dec %[n]\n jnz 1b\n" KK_ALL(KK_STORE)             \
                 : [a] "+r"(a), [b] "+r"(b), [w] "+r"(w), [n] "+r"(n)                                               \
                 : [l] "r"(lda), [c] "r"(sums)                                                                      \
                 : "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10", "zmm11", \
                   "zmm12", "zmm13", "zmm14", "zmm15", "zmm16", "zmm17", "zmm18", "zmm19", "zmm20", "zmm21",        \
                   "zmm22", "zmm23", "zmm24", "zmm25", "zmm26", "zmm27", "zmm28", "zmm29", "memory", "cc");         \
  }

KK_PRODUCT(avx512_f32, KK_LOAD, "vfmadd231ps", "vbroadcastss")
KK_PRODUCT(avx512_int8, KK_ZERO, "vpdpbusd", "vpbroadcastd")

#if defined(__AVX512BF16__)
#define KK_TO_BF16 1
KK_PRODUCT(avx512_bf16, KK_LOAD, "vdpbf16ps", "vpbroadcastd")

// W floats to bfloat16.
static inline void to_bf16_vector(const float* x, uint16_t* out) {
  auto half = _mm512_cvtneps_pbh(reinterpret_cast<__m512>(load(x)));
  std::memcpy(out, &half, sizeof half);
}
#endif

}  // namespace kk
