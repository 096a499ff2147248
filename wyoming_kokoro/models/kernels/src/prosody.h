// What comes before the decoder: ALBERT, LSTMs, the text encoder over tokens, and the curves of pitch and energy over frames.
#pragma once
#include "graph.h"
#include "lstm.h"

namespace kk {

// Convolutions in the order in which the caller gives them; ALBERT's layers share theirs.
enum ProsodySlot {
  kQkv = 0,                // 768 → query, key, value
  kContext = 1,            // 768 → 768
  kInner = 2,              // 768 → 2048
  kOuter = 3,              // 2048 → 768
  kCurves = 4,             // pitch, then energy: blocks of first, second, shortcut
  kTextConv = kCurves + 18,    // three of 512 → 512
  kLstms = kTextConv + 3,      // what the inputs add to the gates, inputs → 2 · 1024, forwards and backwards
  kProsodySlots = kLstms + 6,
};

class Prosody : public Graph {
 public:
  explicit Prosody(int threads) : Graph(threads, kProsodySlots) {}
  // gain and bias of the layer's two normalisations, [4][768].
  void set_norms(const float* values) { norms_.assign(values, values + 4 * kHidden); }
  // gain and bias of the text encoder's three normalisations, [6][512].
  void set_text_norms(const float* values) { text_norms_.assign(values, values + 6 * kFrames); }
  // LSTM number `index`: its convolution is in place kLstms + index; `weight` is [2][1024][256], forwards and backwards.
  void set_lstm(int index, Kind kind, const float* weight);
  // weight [256] and bias of the last product of curve `index`.
  void set_projection(int index, const float* weight, float bias) {
    projection_[index].assign(weight, weight + kCurve);
    projection_bias_[index] = bias;
  }
  // hidden [tokens][768]: embeddings in, the last layer's state out.
  void albert(int layers, int tokens, float* hidden);
  // x [rows][inputs of its convolution] through LSTM number `index` to y [rows][512].
  void lstm(int index, int rows, const float* x, float* y) { lstm(index, rows, View{const_cast<float*>(x), 0}, kPlain, y); }
  // x [tokens][512], embeddings, through convolutions and LSTM number `index` to y [tokens][512].
  void text(int index, int tokens, const float* x, float* y);
  // x [frames][512], style: gains and biases of six normalisations per curve, pitch and energy [2 · frames].
  void curves(int frames, const float* x, const float* style, float* pitch, float* energy);

 private:
  static constexpr int kHidden = 768, kFeed = 2048, kHeads = 12, kHead = 64, kFrames = 512, kCurve = 256;
  void attend(int tokens);
  void attend_head(int head, int tokens, float* scratch);
  void normalise(View x, int rows, int channels, const float* gain, const float* bias, float eps);
  void lstm(int index, int rows, View x, const Act& act, float* y);

  std::vector<float> norms_, text_norms_, projection_[2];
  std::unique_ptr<Recurrence> lstms_[6][2];
  float projection_bias_[2] = {};
  Buffer<float> qkv_, context_, state_, feed_, scratch_, wide_, narrow_, last_, gates_, text_;
};

}  // namespace kk
