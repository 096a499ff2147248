// One-dimensional convolution as a sum of matrix products over taps.
#pragma once
#include "image.h"
#include "isa/amx.h"
#include "layers.h"

namespace kk {

// Where a convolution's sums go: out = (sum + bias + add + add2) · gain.
struct Target {
  View out;
  const View* add = nullptr;
  const View* add2 = nullptr;
  float gain = 1.0f;
  Moments* moments = nullptr;
};

class Conv {
 public:
  Conv() = default;  // to be read from an image
  // `weight` is [outputs][inputs][taps], `bias` [outputs] or null.
  Conv(Kind kind, int outputs, int inputs, int taps, int dilation, const float* weight, const float* bias)
      : kind_(kind == kMixed ? kF32 : kind), is_half_(kind == kMixed), in_tiles_(kind == kBf16 && has_tiles()), taps_(taps), dilation_(dilation) {
    inputs_ = pad_to(inputs, kLane), outputs_ = pad_to(outputs, kBlock);
    line_ = inputs_ * bytes_of(kind_);
    step_ = size_t(line_) * kBlock / (is_half_ ? 2 : 1);
    data_.need(size_t(outputs_ / kBlock) * taps * step_);
    gain_.need(outputs_), bias_.need(outputs_), offset_.need(size_t(taps) * outputs_);
    for (int o = 0; o < outputs; o++) {
      bias_.get()[o] = bias ? bias[o] : 0.0f;
      pack(o, inputs, weight + size_t(o) * inputs * taps);
    }
  }
  template <class Image>
  void image(Image& i) {
    i.value(kind_), i.value(is_half_), i.value(in_tiles_), i.value(taps_), i.value(dilation_), i.value(inputs_), i.value(outputs_), i.value(line_);
    i.value(step_), i.buffer(data_), i.buffer(gain_), i.buffer(bias_), i.buffer(offset_);
  }
  int taps() const { return taps_; }
  int dilation() const { return dilation_; }
  int inputs() const { return inputs_; }
  int outputs() const { return outputs_; }
  Kind kind() const { return kind_; }

  // Output row t sums over the input rows first + t·stride + tap·dilation. The input may be read kMargin rows further.
  void run(Pool& pool, const Input& in, int first, int stride, int rows, const Target& to) const {
    bool fits = size_t(outputs_) <= to.out.ld && !(to.add && to.add->ld < size_t(outputs_)) && !(to.add2 && to.add2->ld < size_t(outputs_));
    if (!fits) throw std::invalid_argument("a convolution has another number of outputs");
    int grain = grain_rows(rows), blocks = outputs_ / kBlock;
    int grains = (rows + grain - 1) / grain;
    if (to.moments) to.moments->start(rows, outputs_, grain);
    const int height = in_tiles_ ? kTile : kTile / 2;  // what is summed up tap after tap stays in the first-level cache
    pool.each(grains * blocks, [&](int i) {
      int g = i % grains, block = i / grains;  // a block's weights serve all rows before the next one's are fetched
      Sums sums;
      for (int t = g * grain; t < std::min(rows, (g + 1) * grain); t += height) {
        int n = std::min({height, rows - t, (g + 1) * grain - t});
        if (in_tiles_)
          tile_in_registers(in, first + t * stride, stride, n, block, sums.tile);
        else
          tile(in, first + t * stride, stride, n, block, sums.tile);
        finish(sums, t, n, block, t == g * grain, to);
      }
      if (!to.moments) return;
      std::copy_n(sums.pivot, kBlock, to.moments->pivot(g) + block * kBlock);
      std::copy_n(sums.first, kBlock, to.moments->first(g) + block * kBlock);
      std::copy_n(sums.second, kBlock, to.moments->second(g) + block * kBlock);
    });
  }

 private:
  struct Sums {
    alignas(64) float tile[kTile * kBlock];
    alignas(64) float pivot[kBlock] = {}, first[kBlock] = {}, second[kBlock] = {};
  };

  void pack(int o, int inputs, const float* weight) {
    float gain = kind_ == kInt8 ? step_of(inputs, weight) : 1;
    gain_.get()[o] = gain;
    int size = is_half_ ? 2 : bytes_of(kind_);
    for (int k = 0; k < taps_; k++)
      for (int i = 0; i < inputs; i++) {
        float w = weight[size_t(i) * taps_ + k];
        uint8_t* to = data_.get() + place(o, i * size, k);
        if (kind_ == kF32 && !is_half_) std::memcpy(to, &w, 4);
        if (kind_ == kBf16 || is_half_) to_bf16(&w, 1, reinterpret_cast<uint16_t*>(to));
        if (kind_ == kInt8) {
          int q = int(std::lrint(w / gain));
          *to = uint8_t(int8_t(q));
          offset_.get()[size_t(k) * outputs_ + o] += kZero * q;
        }
      }
  }

  // What a whole number stands for in the weights of one output. Where products are summed in 16 bits, no sum of weights of one sign may
  // be above 128, so that 255 times that is held; 126 leaves room for rounding.
  float step_of(int inputs, const float* weight) const {
    float peak = 0, sum = 0;
    for (int i = 0; i < inputs * taps_; i++) peak = std::max(peak, std::fabs(weight[i]));
    for (int k = 0; kSummedIn16 && k < taps_; k++)
      for (int i = 0; i < inputs; i += 8)
        for (int half = 0; half < 4; half += 2) {
          float up = 0, down = 0;
          for (int at : {i + half, i + half + 1, i + half + 4, i + half + 5}) {
            float w = at < inputs ? weight[size_t(at) * taps_ + k] : 0;
            (w > 0 ? up : down) += std::fabs(w);
          }
          sum = std::max({sum, up, down});
        }
    float step = std::max(peak / 127, sum / 126);
    return step > 0 ? step : 1;
  }

  // Where byte number `byte` of an output's inputs lies. In tiles: halves of a block, words (16 at a time), taps, outputs (16 at a
  // time), words, outputs.
  size_t place(int o, int byte, int tap) const {
    int unit = is_half_ ? 2 : kMicros[kind_].unit, word = byte / 4;
    if (!in_tiles_) return (size_t(o / kBlock) * taps_ + tap) * step_ + (size_t(byte / unit) * kBlock + o % kBlock) * unit + byte % unit;
    size_t tile = (size_t(o / 32) * (line_ / 64) + word / 16) * taps_ + tap;
    return ((tile * 2 + o % 32 / 16) * 16 + word % 16) * 64 + o % 16 * 4 + byte % 4;
  }

  void tile(const Input& in, int first, int stride, int n, int block, float* out) const {
    std::memset(out, 0, sizeof(float) * pad_to(n, kRows) * kBlock);
    const auto product = kMicros[kind_].product;
    size_t lda = in.line() * stride;
    for (int k = 0; k < taps_; k++) {
      const uint8_t* w = data_.get() + (size_t(block) * taps_ + k) * step_;
      alignas(64) float whole_weights[kMaxChannels * kBlock];
      if (is_half_) w = widened(w, whole_weights);
      int row = first + k * dilation_;
      for (int g = 0; g < n; g += kRows, row += kRows * stride) {
        float* sums = out + g * kBlock;
        if (kind_ != kInt8) {
          product(in.row(row), lda, w, line_, sums);
          continue;
        }
        alignas(64) int32_t whole[kRows * kBlock];
        product(in.row(row), lda, w, line_, whole);
        add_scaled(whole, offset_.get() + size_t(k) * outputs_ + block * kBlock, in.scale(row), sums);
      }
    }
  }

  // A tap's weights as float32; the rows of a tile share the work.
  const uint8_t* widened(const uint8_t* half, float* out) const {
    const uint16_t* from = reinterpret_cast<const uint16_t*>(half);
    for (int i = 0; i < inputs_ * kBlock; i++) {
      uint32_t bits = uint32_t(from[i]) << 16;
      std::memcpy(out + i, &bits, 4);
    }
    return reinterpret_cast<const uint8_t*>(out);
  }

  // sums[r] += scale[r] · (whole[r] − offset)
  static void add_scaled(const int32_t* whole, const int32_t* offset, const float* scale, float* sums) {
    for (int r = 0; r < kRows; r++)
      for (int j = 0; j < kBlock; j += W) {
        vi s = *reinterpret_cast<const vi*>(whole + r * kBlock + j);
        if (kZero) s -= *reinterpret_cast<const vi*>(offset + j);
        float* t = sums + r * kBlock + j;
        store(t, load(t) + __builtin_convertvector(s, vf) * scale[r]);
      }
  }

  void tile_in_registers(const Input& in, int first, int stride, int n, int block, float* out) const {
#if defined(KK_HAS_AMX)
    TileScope scope;
    ptrdiff_t lda = in.line() * stride, tap = in.line() * dilation_;
    for (int half = 0; half < 2; half++)
      for (int r = 0; r < n; r += kPairRows) {
        const uint8_t *rows = in.row(first + r * stride), *w = data_.get() + (2 * size_t(block) + half) * taps_ * step_ / 2;
        float* to = out + r * kBlock + half * 2 * kTileRows;
        if (n - r > kTileRows)
          tile_bf16<true>(rows, lda, tap, w, taps_, inputs_, to);
        else
          tile_bf16<false>(rows, lda, tap, w, taps_, inputs_, to);
      }
#endif
  }

  void finish(Sums& sums, int t, int n, int block, bool begin, const Target& to) const {
    float weight[kTile];
    for (int r = 0; to.moments && r < n; r++) weight[r] = to.moments->weight(t + r);
    for (int j = 0; j < kBlock; j += W) {
      int c = block * kBlock + j;
      vf gain = load(gain_.get() + c), bias = load(bias_.get() + c), s1 = load(sums.first + j), s2 = load(sums.second + j);
      vf pivot = load(sums.pivot + j);
      for (int r = 0; r < n; r++) {
        vf v = load(sums.tile + r * kBlock + j) * gain + bias;
        if (to.add) v += load(to.add->row(t + r) + c);
        if (to.add2) v += load(to.add2->row(t + r) + c);
        v *= to.gain;
        store(to.out.row(t + r) + c, v);
        if (!to.moments) continue;
        if (begin && r == 0) pivot = v;
        v -= pivot;
        vf part = v * weight[r];
        s1 += part, s2 += part * v;
      }
      store(sums.pivot + j, pivot);
      store(sums.first + j, s1), store(sums.second + j, s2);
    }
  }

  Kind kind_ = kF32;
  bool is_half_ = false, in_tiles_ = false;
  int taps_ = 0, dilation_ = 0, inputs_ = 0, outputs_ = 0, line_ = 0;  // line_: bytes of a row of inputs
  size_t step_ = 0;
  Buffer<uint8_t> data_;
  Buffer<float> gain_, bias_;
  Buffer<int32_t> offset_;
};

}  // namespace kk
