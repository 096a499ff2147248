// Kokoro's decoder: frames of text features, pitch and energy to samples.
#pragma once
#include "graph.h"
#include "spectrum.h"

namespace kk {

constexpr int kText = 512, kWide = 1024, kJoined = 1120;  // 1024 + 64 + F0 + energy = 1090, padded
constexpr int kEncoderIn = 544;                           // 512 + F0 + energy = 514, padded
constexpr int kUpsample[2] = {10, 6}, kChannels[2] = {256, 128};

// Convolutions in the order in which the caller gives them.
enum Slot {
  kFront = 0,                     // five blocks of: first, second, shortcut
  kTextShort = kFront + 15,       // 512 → 64
  kNoiseConv = kTextShort + 1,    // two
  kUps = kNoiseConv + 2,          // two, transposed convolutions as products of two neighbouring rows
  kPost = kUps + 2,
  kResBlocks = kPost + 1,         // eight blocks of six: per stage the noise block, then three; first and second by turns
  kFrontStyle = kResBlocks + 48,  // gains and biases of the five blocks' normalisations
  kStyle = kFrontStyle + 1,       // and of the generator's
  kSlots = kStyle + 1,
};

struct DecoderWeights : Weights {
  struct Snake {
    std::vector<float> freq, amp;
  };
  DecoderWeights() : Weights(kSlots) {}
  template <class Image>
  void image(Image& i) {
    Weights::image(i);
    for (auto& s : snakes) i.vector(s.freq), i.vector(s.amp);
  }
  std::vector<Snake> snakes = std::vector<Snake>(48);
};

class Decoder : public Graph {
 public:
  Decoder(int threads, std::shared_ptr<DecoderWeights> weights) : Graph(threads, weights.get()), own_(std::move(weights)) {
    thirds_.assign(kMaxChannels, 1.0f / 3);
  }
  const std::shared_ptr<DecoderWeights>& weights() const { return own_; }
  void set_alpha(int slot, const float* alpha, int n) {
    require_unshared();
    require(slot >= kResBlocks && slot < kFrontStyle, "there is no such Snake");
    require(n > 0 && n <= kMaxChannels, "a Snake of too many channels or none");
    auto& s = own_->snakes[slot - kResBlocks];
    s.freq.resize(n), s.amp.resize(n);
    for (int c = 0; c < n; c++) s.freq[c] = float(alpha[c] / kPi), s.amp[c] = 1.0f / alpha[c];
  }
  // text [frames][512], pitch and energy [frames], style [128], out [2 · frames][512]: what the generator is given.
  void front(int frames, const float* text, const float* pitch, const float* energy, const float* style, float* out);
  // x [2 · frames][512] to out [600 · frames] with the excitation `source` [600 · frames]; style: gains and biases of the generator's
  // normalisations, whose means take the rows by `weights` [2 · frames], or all alike where it is null.
  void run(int frames, const float* x, const float* style, const float* source, const float* weights, float* out);

 private:
  void stage(int index, int rows_in, View in, const float* in_scale, View har, int har_rows, View sum);
  void res_block(int index, View x, int rows, View out, bool add);
  std::vector<Buffer<float>*> buffers() override;

  std::shared_ptr<DecoderWeights> own_;
  Spectrum spectrum_;
  std::vector<float> thirds_;
  Buffer<float> encoder_in_, joined_[2], short_;
  Buffer<float> har_, base_, work_, inner_, sum_[2], raised_, post_;
};

}  // namespace kk
