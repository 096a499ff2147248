// Functions of the model on vectors.
#pragma once
#include <cmath>

#include "isa.h"

namespace kk {

static inline vf vmax(vf a, vf b) { return a > b ? a : b; }
static inline vf vmin(vf a, vf b) { return a < b ? a : b; }
static inline vf vabs(vf a) { return vmax(a, -a); }

static inline float hmax(vf v) {
  float m = v[0];
  for (int i = 1; i < W; i++) m = v[i] > m ? v[i] : m;
  return m;
}

// The polynomials below are Chebyshev interpolations of the named functions, largest error in brackets.

// sin²(πu) [1e-7].
static inline vf sin2_pi(vf u) {
  vf r = u - vround(u), z = r * r;
  vf p = splat(-3.356108647e+00f);
  p = p * z + 1.304979619e+01f;
  p = p * z - 3.010139955e+01f;
  p = p * z + 4.272719041e+01f;
  p = p * z - 3.246967099e+01f;
  p = p * z + 9.869604311e+00f;
  return p * z;
}

// sin(x) [4e-7 for |x| < 1000].
static inline vf vsin(vf x) {
  vf u = x * 0.15915494309f, r = u - vround(u), z = r * r;
  vf p = splat(-1.246881862e+01f);
  p = p * z + 4.134136538e+01f;
  p = p * z - 7.661414030e+01f;
  p = p * z + 8.159991362e+01f;
  p = p * z - 4.134158830e+01f;
  p = p * z + 6.283184912e+00f;
  return p * r;
}

// sin(x) and cos(x) for |x| <= 1 [5e-11].
static inline void sincos_unit(vf x, vf& s, vf& c) {
  vf z = x * x;
  s = splat(2.693749851e-06f) * z - 1.983586443e-04f;
  s = s * z + 8.333314057e-03f;
  s = s * z - 1.666666643e-01f;
  s = (s * z + 1.0f) * x;
  c = splat(-2.693741976e-07f) * z + 2.479463653e-05f;
  c = c * z - 1.388885290e-03f;
  c = c * z + 4.166666582e-02f;
  c = c * z - 4.999999999e-01f;
  c = c * z + 1.0f;
}

// exp(x), x limited to ±87 [2e-9 relative before rounding].
static inline vf vexp(vf x) {
  vf t = vmin(vmax(x, splat(-87.0f)), splat(87.0f)) * 1.44269504089f, n = vround(t), f = t - n;
  vf p = splat(1.546144472e-04f);
  p = p * f + 1.340042818e-03f;
  p = p * f + 9.618056678e-03f;
  p = p * f + 5.550327227e-02f;
  p = p * f + 2.402265092e-01f;
  p = p * f + 6.931472067e-01f;
  p = p * f + 1.0f;
  vi e = (__builtin_convertvector(n, vi) + 127) << 23;
  return p * reinterpret_cast<vf>(e);
}

// The angle of x + iy in −π … π [2e-8 rad before rounding]; 0 for 0 + 0i, π for a negative real number.
static inline vf vatan2(vf y, vf x) {
  vf ax = vabs(x), ay = vabs(y), hi = vmax(ax, ay), lo = vmin(ax, ay);
  vf q = lo / vmax(hi, splat(1e-37f)), z = q * q;
  vf p = splat(2.766283480e-03f);
  p = p * z - 1.573124904e-02f;
  p = p * z + 4.213762345e-02f;
  p = p * z - 7.456854814e-02f;
  p = p * z + 1.061837063e-01f;
  p = p * z - 1.419779779e-01f;
  p = p * z + 1.999187203e-01f;
  p = p * z - 3.333303671e-01f;
  p = (p * z + 9.999999818e-01f) * q;
  p = ay > ax ? 1.57079632679f - p : p;
  p = x < 0.0f ? 3.14159265359f - p : p;
  return y < 0.0f ? -p : p;
}

}  // namespace kk
