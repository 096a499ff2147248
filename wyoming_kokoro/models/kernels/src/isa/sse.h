// x86-64 with 128 bits: SSE2, which every processor has, and int8 with SSE4.1.
#pragma once
#include <immintrin.h>
#define KK_WIDTH 4
#include "../types.h"

namespace kk {

constexpr int kRows = 6, kVecs = 4, kZero = 128, kSummedIn16 = 4;

static inline vf vround(vf x) {  // |x| < 2³¹
  return reinterpret_cast<vf>(_mm_cvtepi32_ps(_mm_cvtps_epi32(reinterpret_cast<__m128>(x))));
}
static inline vf vsqrt(vf x) { return reinterpret_cast<vf>(_mm_sqrt_ps(reinterpret_cast<__m128>(x))); }

// Numbers within ±127 to bytes with zero at 128, 32 at a time.
static inline void to_bytes(const float* x, float factor, uint8_t* out) {
  for (int i = 0; i < 32; i += 16) {
    __m128i q[4];
    for (int j = 0; j < 4; j++) q[j] = _mm_cvtps_epi32(reinterpret_cast<__m128>(load(x + i + j * W) * factor));
    __m128i bytes = _mm_packs_epi16(_mm_packs_epi32(q[0], q[1]), _mm_packs_epi32(q[2], q[3]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm_xor_si128(bytes, _mm_set1_epi8(char(kZero))));
  }
}

static inline void sse_f32(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {
  float* tile = static_cast<float*>(sums);
  for (int r = 0; r < kRows; r += 2) {
    vf c[2][kVecs];
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < kVecs; j++) c[i][j] = load(tile + ((r + i) * kVecs + j) * W);
    const float* p = reinterpret_cast<const float*>(w);
    for (int s = 0; s < bytes / 4; s++, p += kVecs * W)
      for (int i = 0; i < 2; i++) {
        float x = reinterpret_cast<const float*>(a + (r + i) * lda)[s];
        for (int j = 0; j < kVecs; j++) c[i][j] += load(p + j * W) * x;
      }
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < kVecs; j++) store(tile + ((r + i) * kVecs + j) * W, c[i][j]);
  }
}

#if defined(__SSE4_1__)
static inline __m128i word(const uint8_t* p) {
  int32_t w;
  std::memcpy(&w, p, 4);
  return _mm_set1_epi32(w);
}

// As `avx2_int8`: four products to a sum of 16 bits, two of those to one of 32.
static inline void sse4_int8(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums) {
  const __m128i ones = _mm_set1_epi16(1);
  for (int r = 0; r < kRows; r += 2) {
    const uint8_t *first = a + r * lda, *second = first + lda;
    const __m128i* p = reinterpret_cast<const __m128i*>(w);
    __m128i c[2][kVecs] = {};
    for (int s = 0; s < bytes; s += 8, p += 2 * kVecs) {
      const __m128i x[2][2] = {{word(first + s), word(first + s + 4)}, {word(second + s), word(second + s + 4)}};
      for (int j = 0; j < kVecs; j++)
        for (int i = 0; i < 2; i++) {
          __m128i t = _mm_add_epi16(_mm_maddubs_epi16(x[i][0], p[j]), _mm_maddubs_epi16(x[i][1], p[kVecs + j]));
          c[i][j] = _mm_add_epi32(c[i][j], _mm_madd_epi16(t, ones));
        }
    }
    std::memcpy(static_cast<uint8_t*>(sums) + r * sizeof c[0], c, sizeof c);
  }
}
#endif

}  // namespace kk
