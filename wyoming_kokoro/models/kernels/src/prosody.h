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
  kWiden = kLstms + 6,     // embeddings, 128 → 768
  kNarrow = kWiden + 1,    // 768 → 512
  kNorms = kNarrow + 1,    // 128 → gains − 1 and biases of the duration encoder's three normalisations, 6 · 512
  kScores = kNorms + 1,    // 640 → 50, of durations
  kCurveStyle = kScores + 1,   // 128 → gains and biases of the curves' normalisations
  kProsodySlots = kCurveStyle + 1,
};

constexpr int kHidden = 768, kFeed = 2048, kHeads = 12, kHead = 64, kFrames = 512, kCurve = 256, kLstmCount = 6;
constexpr int kQueries = 8;  // of attention, at a time

struct ProsodyWeights : Weights {
  ProsodyWeights() : Weights(kProsodySlots) {}
  template <class Image>
  void image(Image& i) {
    Weights::image(i);
    i.vector(norms), i.vector(text_norms);
    for (int curve = 0; curve < 2; curve++) i.vector(projection[curve]), i.value(projection_bias[curve]);
    for (auto& both : lstms) i.object(both[0]), i.object(both[1]);
  }
  std::vector<float> norms, text_norms, projection[2];
  float projection_bias[2] = {};
  std::unique_ptr<Recurrence> lstms[kLstmCount][2];
};

class Prosody : public Graph {
 public:
  Prosody(int threads, std::shared_ptr<ProsodyWeights> weights) : Graph(threads, weights.get()), own_(std::move(weights)) {}
  const std::shared_ptr<ProsodyWeights>& weights() const { return own_; }
  // gain and bias of the layer's two normalisations, [4][768].
  void set_norms(const float* values, int n) { set(own_->norms, values, n, 4 * kHidden); }
  // gain and bias of the text encoder's three normalisations, [6][512].
  void set_text_norms(const float* values, int n) { set(own_->text_norms, values, n, 6 * kFrames); }
  // LSTM number `index`: its convolution is in place kLstms + index; `weight` is [2][1024][256], forwards and backwards.
  void set_lstm(int index, int kind, const float* weight, int n);
  // weight [256] and bias of the last product of curve `index`.
  void set_projection(int index, const float* weight, int n, float bias) {
    require(index == 0 || index == 1, "there is no such curve");
    set(own_->projection[index], weight, n, kCurve);
    own_->projection_bias[index] = bias;
  }
  // hidden [tokens][768]: embeddings in, the last layer's state out.
  void albert(int layers, int tokens, float* hidden);
  // x [rows][columns] through LSTM number `index` to y [rows][512].
  void lstm(int index, int rows, int columns, const float* x, float* y) {
    lstm(index, rows, View{const_cast<float*>(x), size_t(columns)}, kPlain, y);
  }
  // x [tokens][512], embeddings, through convolutions and LSTM number `index` to y [tokens][512].
  void text(int index, int tokens, const float* x, float* y);
  // x [frames][512], style [128], pitch and energy [2 · frames].
  void curves(int frames, const float* x, const float* style, float* pitch, float* energy);
  using Graph::linear;

 private:
  void set(std::vector<float>& to, const float* values, int n, int wanted) {
    require_unshared();
    require(n == wanted, "another number of values is expected");
    to.assign(values, values + n);
  }
  std::vector<Buffer<float>*> buffers() override {
    auto all = Graph::buffers();
    all.insert(all.end(), {&qkv_, &context_, &state_, &feed_, &scratch_, &wide_, &narrow_, &last_, &gates_, &text_});
    return all;
  }
  void attend(int tokens);
  void attend_head(int head, int tokens, float* scratch);
  void normalise(View x, int rows, int channels, const float* gain, const float* bias, float eps);
  void lstm(int index, int rows, View x, const Act& act, float* y);

  std::shared_ptr<ProsodyWeights> own_;
  Buffer<float> qkv_, context_, state_, feed_, scratch_, wide_, narrow_, last_, gates_, text_;
};

}  // namespace kk
