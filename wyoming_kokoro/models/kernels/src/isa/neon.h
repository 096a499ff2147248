// aarch64: what every processor of 64 bits has.
#pragma once
#include <arm_neon.h>
#define KK_WIDTH 4
#include "../types.h"

namespace kk {

constexpr int kRows = 4, kVecs = 4, kZero = 0, kSummedIn16 = 0;

static inline vf vround(vf x) { return reinterpret_cast<vf>(vrndnq_f32(reinterpret_cast<float32x4_t>(x))); }
static inline vf vsqrt(vf x) { return reinterpret_cast<vf>(vsqrtq_f32(reinterpret_cast<float32x4_t>(x))); }

// Numbers within ±127 to signed bytes, 32 at a time.
static inline void to_bytes(const float* x, float factor, uint8_t* out) {
  for (int i = 0; i < 32; i += 8) {
    int16x4_t half[2];
    for (int j = 0; j < 2; j++) half[j] = vqmovn_s32(vcvtnq_s32_f32(reinterpret_cast<float32x4_t>(load(x + i + j * W) * factor)));
    vst1_s8(reinterpret_cast<int8_t*>(out + i), vqmovn_s16(vcombine_s16(half[0], half[1])));
  }
}

// Four rows (v16 … v19), 16 bytes of each, times 16 channels, one word of a row after the other; the weights of two words are at hand
// (v20 … v27), so that a processor that works in order has something to do while it loads.
#define KK_DOT(OP, acc, w, row, W4, A4, lane) OP " v" #acc ".4s, v" #w "." W4 ", v" #row "." A4 "[" #lane "]\n"
#define KK_QUAD(OP, w0, w1, w2, w3, W4, A4, lane)                                                                        \
  KK_DOT(OP, 0, w0, 16, W4, A4, lane) KK_DOT(OP, 4, w0, 17, W4, A4, lane) KK_DOT(OP, 8, w0, 18, W4, A4, lane)             \
  KK_DOT(OP, 12, w0, 19, W4, A4, lane) KK_DOT(OP, 1, w1, 16, W4, A4, lane) KK_DOT(OP, 5, w1, 17, W4, A4, lane)            \
  KK_DOT(OP, 9, w1, 18, W4, A4, lane) KK_DOT(OP, 13, w1, 19, W4, A4, lane) KK_DOT(OP, 2, w2, 16, W4, A4, lane)            \
  KK_DOT(OP, 6, w2, 17, W4, A4, lane) KK_DOT(OP, 10, w2, 18, W4, A4, lane) KK_DOT(OP, 14, w2, 19, W4, A4, lane)           \
  KK_DOT(OP, 3, w3, 16, W4, A4, lane) KK_DOT(OP, 7, w3, 17, W4, A4, lane) KK_DOT(OP, 11, w3, 18, W4, A4, lane)            \
  KK_DOT(OP, 15, w3, 19, W4, A4, lane)
// Four loads from fixed places: pairs, or a pointer that moves on with each, make a Cortex-A55 wait.
#define KK_WEIGHTS(a, b, c, d, at)                                                                     \
  "ldr q" #a ", [%[w], #" #at "]\n ldr q" #b ", [%[w], #" #at "+16]\n"                                 \
  "ldr q" #c ", [%[w], #" #at "+32]\n ldr q" #d ", [%[w], #" #at "+48]\n"
#define KK_FOUR(M) M(0, 1) M(2, 3) M(4, 5) M(6, 7) M(8, 9) M(10, 11) M(12, 13) M(14, 15)
#define KK_ZERO(i, j) "movi v" #i ".4s, #0\n movi v" #j ".4s, #0\n"
#define KK_LOAD(i, j) "ldp q" #i ", q" #j ", [%[c], #16*" #i "]\n"
#define KK_STORE(i, j) "stp q" #i ", q" #j ", [%[c], #16*" #i "]\n"
#define KK_USED "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", \
  "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31", "memory", "cc"
#define KK_PRODUCT(NAME, BEGIN, OP, W4, A4)                                                                           \
  static inline void NAME(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {                    \
    const uint8_t *b = a + lda, *d = b + lda, *e = d + lda;                                                           \
    long n = bytes / 16;                                                                                              \
    asm volatile(KK_FOUR(BEGIN)                                                                                       \
                 ".p2align 4\n1:\n ldr q16, [%[a]], #16\n" KK_WEIGHTS(20, 21, 22, 23, 0)                              \
                 "ldr q17, [%[b]], #16\n ldr q18, [%[d]], #16\n ldr q19, [%[e]], #16\n" KK_WEIGHTS(24, 25, 26, 27, 64) \
                 KK_QUAD(OP, 20, 21, 22, 23, W4, A4, 0) KK_WEIGHTS(20, 21, 22, 23, 128)                               \
                 KK_QUAD(OP, 24, 25, 26, 27, W4, A4, 1) KK_WEIGHTS(24, 25, 26, 27, 192)                               \
                 KK_QUAD(OP, 20, 21, 22, 23, W4, A4, 2) KK_QUAD(OP, 24, 25, 26, 27, W4, A4, 3)                        \
                 "add %[w], %[w], #256\n subs %[n], %[n], #1\n b.ne 1b\n" KK_FOUR(KK_STORE)                                                  \
                 : [a] "+r"(a), [b] "+r"(b), [d] "+r"(d), [e] "+r"(e), [w] "+r"(w), [n] "+r"(n)                       \
                 : [c] "r"(sums)                                                                                      \
                 : KK_USED);                                                                                          \
  }

KK_PRODUCT(neon_f32, KK_LOAD, "fmla", "4s", "s")

// int8 without dot products: 16 inputs of a row times those of a channel, two products to a sum of 16 bits, which holds 2 · 127², and
// four of those to the four sums of 32 bits that are added up at the end. Four rows (v16 … v19) times four channels (v20 … v23).
#define KK_LOW(a, w, t) "smull v" #t ".8h, v" #a ".8b, v" #w ".8b\n"
#define KK_HIGH(a, w, t) "smlal2 v" #t ".8h, v" #a ".16b, v" #w ".16b\n"
#define KK_WIDEN(acc, t) "sadalp v" #acc ".4s, v" #t ".8h\n"
#define KK_CHANNEL(w, n0, n1, n2, n3, t0, t1, t2, t3)                                       \
  KK_LOW(16, w, t0) KK_LOW(17, w, t1) KK_LOW(18, w, t2) KK_LOW(19, w, t3)                   \
  KK_HIGH(16, w, t0) KK_HIGH(17, w, t1) KK_HIGH(18, w, t2) KK_HIGH(19, w, t3)               \
  KK_WIDEN(n0, t0) KK_WIDEN(n1, t1) KK_WIDEN(n2, t2) KK_WIDEN(n3, t3)
#define KK_SUM(n0, n1, n2, n3, at)                                                                                     \
  "addp v" #n0 ".4s, v" #n0 ".4s, v" #n1 ".4s\n addp v" #n2 ".4s, v" #n2 ".4s, v" #n3 ".4s\n"                          \
  "addp v" #n0 ".4s, v" #n0 ".4s, v" #n2 ".4s\n str q" #n0 ", [%[c], #" #at "]\n"

static inline void neon_int8(const uint8_t* rows, size_t lda, const uint8_t* weights, int bytes, void* sums) {
  uint8_t* c = static_cast<uint8_t*>(sums);
  for (int group = 0; group < 4; group++, c += 16) {
    const uint8_t *a = rows, *b = a + lda, *d = b + lda, *e = d + lda, *w = weights + group * 64;
    long n = bytes / 16;
    asm volatile(KK_FOUR(KK_ZERO)
                 ".p2align 4\n1:\n ldr q16, [%[a]], #16\n ldp q20, q21, [%[w]]\n ldr q17, [%[b]], #16\n ldr q18, [%[d]], #16\n"
                 "ldr q19, [%[e]], #16\n ldp q22, q23, [%[w], #32]\n add %[w], %[w], #256\n"
                 KK_CHANNEL(20, 0, 4, 8, 12, 24, 25, 26, 27) KK_CHANNEL(21, 1, 5, 9, 13, 28, 29, 30, 31)
                 KK_CHANNEL(22, 2, 6, 10, 14, 24, 25, 26, 27) KK_CHANNEL(23, 3, 7, 11, 15, 28, 29, 30, 31)
                 "subs %[n], %[n], #1\n b.ne 1b\n"
                 KK_SUM(0, 1, 2, 3, 0) KK_SUM(4, 5, 6, 7, 64) KK_SUM(8, 9, 10, 11, 128) KK_SUM(12, 13, 14, 15, 192)
                 : [a] "+r"(a), [b] "+r"(b), [d] "+r"(d), [e] "+r"(e), [w] "+r"(w), [n] "+r"(n)
                 : [c] "r"(c)
                 : KK_USED);
  }
}

}  // namespace kk
