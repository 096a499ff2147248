// aarch64 with matrix products of int8 and bfloat16 (ARMv8.6): two rows times two channels, eight bytes of each, in one instruction.
#pragma once
#include "neon.h"
#define KK_TO_BF16 1

namespace kk {

// W floats to bfloat16.
static inline void to_bf16_vector(const float* x, uint16_t* out) {
  bfloat16x4_t half = vcvt_bf16_f32(reinterpret_cast<float32x4_t>(load(x)));
  std::memcpy(out, &half, sizeof half);
}

// Rows in pairs (v20 … v23: first and second eight bytes of rows 0 and 1, then of rows 2 and 3), channels in pairs (v24 … v31); a sum
// holds row 0 of both channels, then row 1.
#define KK_PAIR(OP, T, acc, next, w, low, high) \
  OP " v" #acc ".4s, v" #low "." T ", v" #w "." T "\n" OP " v" #next ".4s, v" #high "." T ", v" #w "." T "\n"
#define KK_STEP(OP, T, low, high, at, more)                                                                                      \
  KK_WEIGHTS(24, 25, 26, 27, at) KK_WEIGHTS(28, 29, 30, 31, more)                                                                \
  KK_PAIR(OP, T, 0, 8, 24, low, high) KK_PAIR(OP, T, 1, 9, 25, low, high) KK_PAIR(OP, T, 2, 10, 26, low, high)          \
  KK_PAIR(OP, T, 3, 11, 27, low, high) KK_PAIR(OP, T, 4, 12, 28, low, high) KK_PAIR(OP, T, 5, 13, 29, low, high)        \
  KK_PAIR(OP, T, 6, 14, 30, low, high) KK_PAIR(OP, T, 7, 15, 31, low, high)
// Channels 2p … 2p + 3 of the two rows that start at byte `at`.
#define KK_UNPAIR(p, q, at) \
  "zip1 v16.2d, v" #p ".2d, v" #q ".2d\n zip2 v17.2d, v" #p ".2d, v" #q ".2d\n str q16, [%[c], #" at "]\n str q17, [%[c], #64+" at "]\n"
#define KK_MATRIX(NAME, OP, T)                                                                                          \
  static inline void NAME(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {                      \
    const uint8_t *b = a + lda, *d = b + lda, *e = d + lda;                                                             \
    long n = bytes / 16;                                                                                                \
    asm volatile(KK_FOUR(KK_ZERO)                                                                                       \
                 ".p2align 4\n1:\n ldr q16, [%[a]], #16\n ldr q17, [%[b]], #16\n ldr q18, [%[d]], #16\n"                 \
                 "ldr q19, [%[e]], #16\n zip1 v20.2d, v16.2d, v17.2d\n zip2 v21.2d, v16.2d, v17.2d\n"                   \
                 "zip1 v22.2d, v18.2d, v19.2d\n zip2 v23.2d, v18.2d, v19.2d\n"                                          \
                 KK_STEP(OP, T, 20, 22, 0, 64) KK_STEP(OP, T, 21, 23, 128, 192)                                         \
                 "add %[w], %[w], #256\n subs %[n], %[n], #1\n b.ne 1b\n"                                            \
                 KK_UNPAIR(0, 1, "0") KK_UNPAIR(2, 3, "16") KK_UNPAIR(4, 5, "32") KK_UNPAIR(6, 7, "48")                  \
                 KK_UNPAIR(8, 9, "128") KK_UNPAIR(10, 11, "144") KK_UNPAIR(12, 13, "160") KK_UNPAIR(14, 15, "176")       \
                 : [a] "+r"(a), [b] "+r"(b), [d] "+r"(d), [e] "+r"(e), [w] "+r"(w), [n] "+r"(n)                         \
                 : [c] "r"(sums)                                                                                        \
                 : KK_USED);                                                                                            \
  }

KK_MATRIX(i8mm_int8, "smmla", "16b")
KK_MATRIX(bfmmla, "bfmmla", "8h")

static inline void i8mm_bf16(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {
  alignas(64) float fresh[kRows * kVecs * W];
  bfmmla(a, lda, w, bytes, fresh);
  float* tile = static_cast<float*>(sums);
  for (int i = 0; i < kRows * kVecs * W; i += W) store(tile + i, load(tile + i) + load(fresh + i));
}

}  // namespace kk
