// Vectors of KK_WIDTH floats, which the including instruction set defines, on GCC's and Clang's vector extensions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kk {

constexpr int W = KK_WIDTH;
typedef float vf __attribute__((vector_size(W * 4)));
typedef int32_t vi __attribute__((vector_size(W * 4)));
typedef float vfu __attribute__((vector_size(W * 4), aligned(4), may_alias));

static inline vf load(const float* p) { return *reinterpret_cast<const vfu*>(p); }
static inline void store(float* p, vf v) { *reinterpret_cast<vfu*>(p) = v; }
static inline vf splat(float x) { return vf{} + x; }

// What an instruction set has for one number format.
struct Micro {
  // sums[kRows][kBlock] of `bytes` bytes of rows of `a`, `lda` bytes apart, times a block of packed weights: float32 sums are added
  // to what is there, those of int8 are int32 and new. Null where the set has no such format.
  void (*product)(const uint8_t* a, size_t lda, const uint8_t* w, int bytes, void* sums);
  // Bytes of a row that lie together in the packed weights of one output channel.
  int unit;
};

}  // namespace kk
