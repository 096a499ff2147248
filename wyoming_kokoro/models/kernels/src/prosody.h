// What comes before the decoder: ALBERT over tokens, and the curves of pitch and energy over frames.
#pragma once
#include "graph.h"

namespace kk {

// Convolutions in the order in which the caller gives them; ALBERT's layers share theirs.
enum ProsodySlot {
  kQkv = 0,                // 768 → query, key, value
  kContext = 1,            // 768 → 768
  kInner = 2,              // 768 → 2048
  kOuter = 3,              // 2048 → 768
  kCurves = 4,             // pitch, then energy: blocks of first, second, shortcut
  kProsodySlots = kCurves + 18,
};

class Prosody : public Graph {
 public:
  explicit Prosody(int threads) : Graph(threads, kProsodySlots) {}
  // gain and bias of the layer's two normalisations, [4][768].
  void set_norms(const float* values) { norms_.assign(values, values + 4 * kHidden); }
  // weight [256] and bias of the last product of curve `index`.
  void set_projection(int index, const float* weight, float bias) {
    projection_[index].assign(weight, weight + kCurve);
    projection_bias_[index] = bias;
  }
  // hidden [tokens][768]: embeddings in, the last layer's state out.
  void albert(int layers, int tokens, float* hidden);
  // x [frames][512], style: gains and biases of six normalisations per curve, pitch and energy [2 · frames].
  void curves(int frames, const float* x, const float* style, float* pitch, float* energy);

 private:
  static constexpr int kHidden = 768, kFeed = 2048, kHeads = 12, kHead = 64, kFrames = 512, kCurve = 256;
  void attend(int tokens);
  void attend_head(int head, int tokens, float* scratch);
  void normalise(View x, int rows, const float* gain, const float* bias);

  std::vector<float> norms_, projection_[2];
  float projection_bias_[2] = {};
  Buffer<float> qkv_, context_, state_, feed_, scratch_, wide_, narrow_, last_;
};

}  // namespace kk
