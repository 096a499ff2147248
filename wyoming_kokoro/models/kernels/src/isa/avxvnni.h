// AVX-VNNI: int8 products of 256 bits without AVX-512.
#pragma once
#include "avx2.h"

namespace kk {

KK_PRODUCT(avxvnni_int8, KK_ZERO, "%{vex%} vpdpbusd", "vpbroadcastd")

}  // namespace kk
