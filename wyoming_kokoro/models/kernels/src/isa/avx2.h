// AVX2 with FMA. Without VNNI, int8 products are summed in 16 bits, which hold the largest sum that packed weights allow.
#pragma once
#include <immintrin.h>
#define KK_WIDTH 8
#include "../types.h"

namespace kk {

constexpr int kRows = 6, kVecs = 2, kZero = 128;
#if defined(__AVXVNNI__)
constexpr int kSummedIn16 = 0;
#else
constexpr int kSummedIn16 = 4;
#endif

static inline vf vround(vf x) { return reinterpret_cast<vf>(_mm256_round_ps(reinterpret_cast<__m256>(x), 8)); }
static inline vf vsqrt(vf x) { return reinterpret_cast<vf>(_mm256_sqrt_ps(reinterpret_cast<__m256>(x))); }

// Numbers within ±127 to bytes with zero at 128, 32 at a time.
static inline void to_bytes(const float* x, float factor, uint8_t* out) {
  __m256i q[4];
  for (int j = 0; j < 4; j++) q[j] = _mm256_cvtps_epi32(reinterpret_cast<__m256>(load(x + j * W) * factor));
  __m256i bytes = _mm256_packs_epi16(_mm256_packs_epi32(q[0], q[1]), _mm256_packs_epi32(q[2], q[3]));
  bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8(char(kZero)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
}

// In assembly because compilers move accumulators to the stack, which halves the speed.
#define KK_TWO(OP, b, n0, n1) OP " %%ymm12,%%ymm" #b ",%%ymm" #n0 "\n" OP " %%ymm13,%%ymm" #b ",%%ymm" #n1 "\n"
#define KK_BODY(OP, BC)                                                                                  \
  "vmovups (%[w]),%%ymm12\n vmovups 32(%[w]),%%ymm13\n"                                                  \
  BC " (%[a]),%%ymm14\n" BC " (%[a],%[l]),%%ymm15\n" KK_TWO(OP, 14, 0, 1)                                \
  BC " (%[a],%[l],2),%%ymm14\n" KK_TWO(OP, 15, 2, 3) BC " (%[b]),%%ymm15\n" KK_TWO(OP, 14, 4, 5)          \
  BC " (%[b],%[l]),%%ymm14\n" KK_TWO(OP, 15, 6, 7) BC " (%[b],%[l],2),%%ymm15\n" KK_TWO(OP, 14, 8, 9)     \
  KK_TWO(OP, 15, 10, 11) "add $4,%[a]\n add $4,%[b]\n add $64,%[w]\n"
#define KK_ALL(M) M(0) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10) M(11)
#define KK_ZERO(i) "vpxor %%ymm" #i ",%%ymm" #i ",%%ymm" #i "\n"
#define KK_LOAD(i) "vmovups 32*" #i "(%[c]),%%ymm" #i "\n"
#define KK_STORE(i) "vmovups %%ymm" #i ",32*" #i "(%[c])\n"
#define KK_USED "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", \
  "xmm12", "xmm13", "xmm14", "xmm15", "memory", "cc"
#define KK_PRODUCT(NAME, BEGIN, OP, BC)                                                                  \
  static inline void NAME(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {       \
    const uint8_t* b = a + 3 * lda;                                                                      \
    long n = bytes / 4;                                                                                  \
    asm volatile(KK_ALL(BEGIN) ".p2align 5\n1:\n" KK_BODY(OP, BC) "dec %[n]\n jnz 1b\n" KK_ALL(KK_STORE)  \
                 : [a] "+r"(a), [b] "+r"(b), [w] "+r"(w), [n] "+r"(n)                                    \
                 : [l] "r"(lda), [c] "r"(sums)                                                           \
                 : KK_USED);                                                                             \
  }

KK_PRODUCT(avx2_f32, KK_LOAD, "vfmadd231ps", "vbroadcastss")

// Two words of a row (ymm10, ymm11) times those of both vectors of channels (ymm6 … ymm9): four products to a sum of 16 bits, and
// two of those to one of 32.
#define KK_HALF(w0, w1, t, sum)                                                                  \
  "vpmaddubsw %%ymm" #w0 ",%%ymm10,%%ymm" #t "\n vpmaddubsw %%ymm" #w1 ",%%ymm11,%%ymm15\n"      \
  "vpaddw %%ymm15,%%ymm" #t ",%%ymm" #t "\n vpmaddwd %%ymm12,%%ymm" #t ",%%ymm" #t "\n"          \
  "vpaddd %%ymm" #t ",%%ymm" #sum ",%%ymm" #sum "\n"
#define KK_ROW(ROW, n0, n1) \
  "vpbroadcastd (" ROW "),%%ymm10\n vpbroadcastd 4(" ROW "),%%ymm11\n" KK_HALF(6, 8, 13, n0) KK_HALF(7, 9, 14, n1)

static inline void avx2_int8(const uint8_t* a, size_t lda, const uint8_t* weights, int bytes, void* sums) {
  uint8_t* c = static_cast<uint8_t*>(sums);
  for (int half = 0; half < 2; half++, c += 192) {
    const uint8_t *row = a + 3 * half * lda, *w = weights;
    long n = bytes / 8;
    asm volatile(
        "vpcmpeqw %%ymm12,%%ymm12,%%ymm12\n vpsrlw $15,%%ymm12,%%ymm12\n"  // ones
        KK_ZERO(0) KK_ZERO(1) KK_ZERO(2) KK_ZERO(3) KK_ZERO(4) KK_ZERO(5)
        ".p2align 5\n1:\n vmovups (%[w]),%%ymm6\n vmovups 32(%[w]),%%ymm7\n vmovups 64(%[w]),%%ymm8\n vmovups 96(%[w]),%%ymm9\n"
        KK_ROW("%[a]", 0, 1)
        "vpbroadcastd (%[a],%[l]),%%ymm10\n vpbroadcastd 4(%[a],%[l]),%%ymm11\n" KK_HALF(6, 8, 13, 2) KK_HALF(7, 9, 14, 3)
        "vpbroadcastd (%[a],%[l],2),%%ymm10\n vpbroadcastd 4(%[a],%[l],2),%%ymm11\n" KK_HALF(6, 8, 13, 4) KK_HALF(7, 9, 14, 5)
        "add $8,%[a]\n add $128,%[w]\n dec %[n]\n jnz 1b\n"
        KK_STORE(0) KK_STORE(1) KK_STORE(2) KK_STORE(3) KK_STORE(4) KK_STORE(5)
        : [a] "+r"(row), [w] "+r"(w), [n] "+r"(n)
        : [l] "r"(lda), [c] "r"(c)
        : KK_USED);
  }
}

}  // namespace kk
