// The instruction set that this library is compiled for, and its row of the table of inner products: one file a set, one library a row.
#pragma once
#if defined(__AVX512VNNI__)
#include "isa/avx512.h"
#elif defined(__AVXVNNI__)
#include "isa/avxvnni.h"
#elif defined(__AVX2__)
#include "isa/avx2.h"
#elif defined(__x86_64__)
#include "isa/sse.h"
#elif defined(__ARM_FEATURE_MATMUL_INT8) && defined(__ARM_FEATURE_BF16_VECTOR_ARITHMETIC)
#include "isa/i8mm.h"
#elif defined(__ARM_FEATURE_DOTPROD)
#include "isa/dotprod.h"
#elif defined(__aarch64__)
#include "isa/neon.h"
#else
#error "no instruction set that there are kernels for"
#endif

namespace kk {

constexpr int kBlock = kVecs * W;  // output channels of a product

enum Kind { kF32 = 0, kBf16 = 1, kInt8 = 2, kMixed = 3 };  // kMixed: float32, with weights that are kept as bfloat16

//                                  float32          bfloat16          int8
static const Micro kMicros[] = {
#if defined(__AVX512BF16__)
    {avx512_f32, 4}, {avx512_bf16, 4}, {avx512_int8, 4},
#elif defined(__AVX512VNNI__)
    {avx512_f32, 4}, {},               {avx512_int8, 4},
#elif defined(__AVXVNNI__)
    {avx2_f32, 4},   {},               {avxvnni_int8, 4},
#elif defined(__AVX2__)
    {avx2_f32, 4},   {},               {avx2_int8, 4},
#elif defined(__SSE4_1__)
    {sse_f32, 4},    {},               {sse4_int8, 4},
#elif defined(__x86_64__)
    {sse_f32, 4},    {},               {},
#elif defined(__ARM_FEATURE_MATMUL_INT8) && defined(__ARM_FEATURE_BF16_VECTOR_ARITHMETIC)
    {neon_f32, 4},   {i8mm_bf16, 8},   {i8mm_int8, 8},
#elif defined(__ARM_FEATURE_DOTPROD)
    {neon_f32, 4},   {},               {dotprod_int8, 4},
#else
    {neon_f32, 4},   {},               {neon_int8, 16},
#endif
};

static inline bool has_kind(int kind) { return kind == kMixed || (kind >= kF32 && kind <= kInt8 && kMicros[kind].product); }
static inline int bytes_of(Kind kind) { return kind == kInt8 ? 1 : kind == kBf16 ? 2 : 4; }  // of a number that goes into products

}  // namespace kk
