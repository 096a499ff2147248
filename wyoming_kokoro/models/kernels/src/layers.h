// Activation passes and convolutions over channels-last tensors: a row is a time step, rows are `ld` floats apart.
#pragma once
#include <algorithm>
#include <vector>

#include "buffer.h"
#include "pool.h"
#include "vec.h"

namespace kk {

constexpr int kTile = 96;   // rows of the largest tile: three pairs of tile registers, 24 KB of sums
constexpr int kLane = 32;   // channels are padded to this
constexpr int kMargin = 64; // rows that may be read, not used, after the last one
static inline int pad_to(int n, int unit) { return (n + unit - 1) / unit * unit; }

// Rows of a loop's item: enough items for many threads, few enough that their borders cost nothing. The same for any number of threads,
// because sums over time depend on it.
static inline int grain_rows(int rows) { return std::min(std::max(pad_to(rows / 16, kTile), kTile), 4 * kTile); }

struct View {  // rows × channels of float32
  float* data;
  size_t ld;
  float* row(ptrdiff_t t) const { return data + t * ptrdiff_t(ld); }
};

// Mean and variance per channel, from three sums per grain of rows: a pivot p (the grain's first value), Σw(x − p) and
// Σw(x − p)². Channels that hardly vary around a large mean keep their precision. Summed in a fixed order, so that results
// do not depend on threads.
class Moments {
 public:
  // From now on the rows of a layer count by a weight for each of `steps` stretches of equal length; all alike without `weights`.
  void weigh(const float* weights, int steps) { weights_ = weights, steps_ = steps; }
  void start(int rows, int channels, int grain) {
    channels_ = channels, stretch_ = weights_ ? rows / steps_ : rows;
    totals_.assign((rows + grain - 1) / grain, 0.0);
    for (int t = 0; t < rows; t++) totals_[t / grain] += weight(t);
    data_.need(totals_.size() * 3 * channels);
  }
  float weight(int row) const { return weights_ ? weights_[std::min(row / stretch_, steps_ - 1)] : 1.0f; }
  float* pivot(int grain) { return data_.get() + size_t(grain) * 3 * channels_; }
  float* first(int grain) { return pivot(grain) + channels_; }
  float* second(int grain) { return pivot(grain) + 2 * channels_; }
  // scale = gain/σ and shift = bias − mean·scale, for instance normalisation of the first `real` channels; 0 for the others.
  void affine(const float* gain, const float* bias, float* scale, float* shift, int real) {
    std::fill(scale, scale + channels_, 0.0f), std::fill(shift, shift + channels_, 0.0f);
    int grains = int(totals_.size());
    double total = 0;
    for (double part : totals_) total += part;
    for (int c = 0; c < real; c++) {
      double sum = 0, square = 0;
      for (int g = 0; g < grains; g++) sum += totals_[g] * double(pivot(g)[c]) + first(g)[c];
      double mean = sum / total;
      for (int g = 0; g < grains; g++) {
        double off = pivot(g)[c] - mean;
        square += second(g)[c] + 2 * off * first(g)[c] + totals_[g] * off * off;
      }
      double k = gain[c] / std::sqrt(std::max(square / total, 0.0) + 1e-5);
      scale[c] = float(k), shift[c] = float(bias[c] - mean * k);
    }
  }

 private:
  int channels_ = 0, steps_ = 0, stretch_ = 0;
  const float* weights_ = nullptr;
  std::vector<double> totals_;  // of the weights, per grain
  Buffer<float> data_;
};

// What is applied to scale·x + shift: nothing, leaky ReLU, Snake (x + sin²(αx)/α) or GELU in its tanh form.
struct Act {
  enum Type { kNone, kLeaky, kSnake, kGelu } type = kNone;
  float slope = 1.0f;
  const float* freq = nullptr;  // α/π per channel
  const float* amp = nullptr;   // 1/α per channel
};

static inline void act_row(const float* x, int n, const float* scale, const float* shift, const Act& act, float* out) {
  if (act.type == Act::kSnake) {
    for (int c = 0; c < n; c += W) {
      vf v = load(x + c) * load(scale + c) + load(shift + c);
      store(out + c, v + load(act.amp + c) * sin2_pi(v * load(act.freq + c)));
    }
  } else if (act.type == Act::kGelu) {
    for (int c = 0; c < n; c += W) {
      vf v = load(x + c) * load(scale + c) + load(shift + c);
      vf u = v * (v * v * 0.044715f + 1.0f) * 1.59576912161f;  // 2·√(2/π)·(v + 0.044715·v³)
      store(out + c, v / (vexp(-u) + 1.0f));
    }
  } else {
    for (int c = 0; c < n; c += W) {
      vf v = load(x + c) * load(scale + c) + load(shift + c);
      store(out + c, v > 0.0f ? v : v * act.slope);
    }
  }
}

static inline void to_bf16(const float* x, int n, uint16_t* out) {
  int c = 0;
#if defined(KK_TO_BF16)
  for (; c + W <= n; c += W) to_bf16_vector(x + c, out + c);
#endif
  for (; c < n; c++) {
    uint32_t b;
    std::memcpy(&b, x + c, 4);
    out[c] = uint16_t((b + 0x7fff + ((b >> 16) & 1)) >> 16);
  }
}

// x ≈ (out − kZero) · result, of `n` values, a multiple of kLane.
static inline float to_int8(const float* x, int n, uint8_t* out) {
  vf top = splat(0.0f);
  for (int c = 0; c < n; c += W) top = vmax(top, vabs(load(x + c)));
  float peak = hmax(top), inv = peak > 0 ? 127.0f / peak : 0.0f;
  for (int c = 0; c < n; c += kLane) to_bytes(x + c, inv, out + c);
  return peak / 127.0f;
}

// Activations in the number format of a convolution, with zero rows before the first and after the last.
class Input {
 public:
  // Room for `rows` of `channels` (a multiple of kLane) and `halo` zero rows on both sides.
  void shape(Kind kind, int rows, int channels, int halo) {
    kind_ = kind, rows_ = rows, channels_ = channels, halo_ = halo;
    size_t all = size_t(rows) + 2 * halo + kMargin;
    line_ = size_t(channels) * bytes_of(kind);
    data_.need(all * line_);
    scales_.need(all);
    zero(0, halo), zero(halo + rows, halo);
  }
  void set(int t, const float* x) {
    uint8_t* out = data_.get() + (t + halo_) * line_;
    if (kind_ == kF32) std::memcpy(out, x, channels_ * 4);
    if (kind_ == kBf16) to_bf16(x, channels_, reinterpret_cast<uint16_t*>(out));
    if (kind_ == kInt8) scales_.get()[t + halo_] = to_int8(x, channels_, out);
  }
  const uint8_t* row(int t) const { return data_.get() + (t + halo_) * ptrdiff_t(line_); }
  const float* scale(int t) const { return scales_.get() + t + halo_; }
  size_t line() const { return line_; }
  Kind kind() const { return kind_; }
  size_t bytes() const { return data_.bytes(); }
  void trim(size_t keep) { data_.trim(keep); }

 private:
  void zero(int from, int n) {
    std::memset(data_.get() + from * line_, 0, n * line_);
    std::fill_n(scales_.get() + from, n, 0.0f);
  }
  Kind kind_ = kF32;
  int rows_ = 0, channels_ = 0, halo_ = 0;
  size_t line_ = 0;
  Buffer<uint8_t> data_;
  Buffer<float> scales_;
};

constexpr int kMaxChannels = 2048;

// in = act(scale·x + shift), converted; `scale` and `shift` have `channels` values.
static inline void activate(Pool& pool, View x, int rows, int channels, const float* scale, const float* shift,
                            const Act& act, Input& in) {
  int grain = grain_rows(rows);
  pool.each((rows + grain - 1) / grain, [&](int g) {
    alignas(64) float line[kMaxChannels];
    for (int t = g * grain; t < std::min(rows, (g + 1) * grain); t++) {
      act_row(x.row(t), channels, scale, shift, act, line);
      in.set(t, line);
    }
  });
}

}  // namespace kk
