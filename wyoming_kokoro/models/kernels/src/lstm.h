// The recurrent half of an LSTM, one direction of it: the half that cannot be a matrix product over all steps.
#pragma once
#include "image.h"
#include "layers.h"

namespace kk {

class Recurrence {
 public:
  static constexpr int kUnits = 256, kGates = 4 * kUnits;

  // `weight` is [kGates][kUnits], gates in torch's order: input, forget, cell, output. Kept as bfloat16 for any kind but float32.
  Recurrence(Kind kind, const float* weight) : per_(kind == kF32 ? 1 : 2) {
    data_.need(size_t(kGates) * kUnits / per_);
    for (int g = 0; g < kGates; g++)
      for (int k = 0; k < kUnits; k++) put(g / kUnits, g % kUnits, k, weight[g * kUnits + k]);
  }

  Recurrence() = default;  // to be read from an image
  template <class Image>
  void image(Image& i) {
    i.value(per_), i.buffer(data_);
  }

  // For rows 0 … steps − 1, or from the last to the first: `gates` holds what the inputs add, `out` [kUnits] receives the state.
  void run(int steps, bool backwards, View gates, View out) const {
    alignas(64) float state[kUnits] = {}, next[kUnits], cell[kUnits] = {};
    for (int i = 0; i < steps; i++) {
      int t = backwards ? steps - 1 - i : i;
      for (int first = 0; first < kUnits; first += kGroup) {
        vf sums[kSums];
        for (int j = 0; j < kSums; j++) sums[j] = load(gates.row(t) + j / 2 * kUnits + first + j % 2 * W);
        per_ == 2 ? add<2>(state, first, sums) : add<1>(state, first, sums);
        for (int v = 0; v < 2; v++) {
          vf c = sigmoid(sums[2 + v]) * load(cell + first + v * W) + sigmoid(sums[v]) * tanh(sums[4 + v]);
          store(cell + first + v * W, c);
          store(next + first + v * W, sigmoid(sums[6 + v]) * tanh(c));
        }
      }
      std::copy_n(next, kUnits, state);
      std::copy_n(next, kUnits, out.row(t));
    }
  }

 private:
  static constexpr int kGroup = 2 * W, kSums = 8;  // units worked on at once, their vectors of four gates

  static vf sigmoid(vf x) { return 1.0f / (vexp(-x) + 1.0f); }
  static vf tanh(vf x) { return 1.0f - 2.0f / (vexp(x + x) + 1.0f); }

  const float* group(int first) const { return data_.get() + size_t(first / kGroup) * (kUnits / per_) * kSums * W; }

  // Order: groups of units, inputs (as bfloat16 two to a word, the even one in its low half), gates, units.
  void put(int gate, int unit, int k, float w) {
    float* word = const_cast<float*>(group(unit)) + size_t(k / per_) * kSums * W + gate * kGroup + unit % kGroup;
    if (per_ == 1) *word = w;
    if (per_ == 2) to_bf16(&w, 1, reinterpret_cast<uint16_t*>(word) + k % 2);
  }

  // to[gate, unit] += weight · state.
  template <int Per>
  void add(const float* state, int first, vf* to) const {
    vf s[kSums];
    for (int j = 0; j < kSums; j++) s[j] = to[j];
    const float* w = group(first);
    for (int k = 0; k < kUnits; k += Per, w += kSums * W)
      for (int j = 0; j < kSums; j++) {
        vf word = load(w + j * W);
        if (Per == 1) {
          s[j] += word * state[k];
        } else {
          vi bits = reinterpret_cast<vi>(word);
          s[j] += reinterpret_cast<vf>(bits << 16) * state[k];
          s[j] += reinterpret_cast<vf>(bits & int32_t(0xffff0000)) * state[k + 1];
        }
      }
    for (int j = 0; j < kSums; j++) to[j] = s[j];
  }

  int per_ = 1;  // weights to a word
  Buffer<float> data_;
};

}  // namespace kk
