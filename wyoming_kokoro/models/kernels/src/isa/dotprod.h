// aarch64 with dot products of int8 (ARMv8.2 and later: Cortex-A55, A76).
#pragma once
#include "neon.h"

namespace kk {

KK_PRODUCT(dotprod_int8, KK_ZERO, "sdot", "16b", "4b")

}  // namespace kk
