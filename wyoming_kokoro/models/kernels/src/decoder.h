// Kokoro's decoder: frames of text features, pitch and energy to samples.
#pragma once
#include <memory>
#include <stdexcept>

#include "conv.h"
#include "spectrum.h"

namespace kk {

constexpr int kText = 512, kWide = 1024, kJoined = 1104;  // 1024 + 64 + F0 + energy = 1090, padded
constexpr int kEncoderIn = 528;                           // 512 + F0 + energy = 514, padded
constexpr size_t kKeepBytes = size_t(256) << 20;             // buffers beyond this are given back after the call
constexpr int kUpsample[2] = {10, 6}, kChannels[2] = {256, 128};

// Convolutions in the order in which the caller gives them.
enum Slot {
  kFront = 0,                     // five blocks of: first, second, shortcut
  kTextShort = kFront + 15,       // 512 → 64
  kNoiseConv = kTextShort + 1,    // two
  kUps = kNoiseConv + 2,          // two, transposed convolutions as products of two neighbouring rows
  kPost = kUps + 2,
  kResBlocks = kPost + 1,         // eight blocks of six: per stage the noise block, then three; first and second by turns
  kSlots = kResBlocks + 48,
};

class Decoder {
 public:
  explicit Decoder(int threads) : pool_(threads) {
    ones_.assign(kMaxChannels, 1.0f), zeros_.assign(kMaxChannels, 0.0f), thirds_.assign(kMaxChannels, 1.0f / 3);
  }
  void set_conv(int slot, Kind kind, int outputs, int inputs, int taps, int dilation, const float* w, const float* b) {
    convs_.at(slot).reset(new Conv(kind, outputs, inputs, taps, dilation, w, b));
  }
  void set_alpha(int slot, const float* alpha, int n) {
    auto& s = snakes_.at(slot - kResBlocks);
    s.freq.resize(n), s.amp.resize(n);
    for (int c = 0; c < n; c++) s.freq[c] = float(alpha[c] / kPi), s.amp[c] = 1.0f / alpha[c];
  }
  // Depthwise transposed convolution (three taps, stride 2) of the last front block.
  void set_pool(const float* w, const float* b, int channels) {
    for (int k = 0; k < 3; k++) {
      pool_w_[k].assign(kMaxChannels, 0.0f);
      for (int c = 0; c < channels; c++) pool_w_[k][c] = w[c * 3 + k];
    }
    pool_b_.assign(kMaxChannels, 0.0f);
    std::copy(b, b + channels, pool_b_.begin());
  }
  // text [frames][512], pitch and energy [frames], style: the gains and biases of all normalisations in order,
  // source and out [600 · frames].
  void run(int frames, const float* text, const float* pitch, const float* energy, const float* style,
           const float* source, float* out);

 private:
  struct Snake {
    std::vector<float> freq, amp;
  };
  const Conv& conv(int slot) const {
    if (!convs_[slot]) throw std::logic_error("a convolution is missing");
    return *convs_[slot];
  }
  void next_affine(int channels);
  void prepare(View x, int rows, int channels, const float* scale, const float* shift, const Act& act, const Conv& c);
  void apply(const Conv& c, int rows, const Target& to) const;
  void measure(View x, int rows, int channels);
  void front(int frames, const float* text, const float* pitch, const float* energy);
  void front_block(int index, View x, int rows, int channels, int real, View out, bool upsample);
  void upsample_pool(int rows, int channels);
  void stage(int index, int rows_in, View in, const float* in_scale, View har, int har_rows, View sum);
  void res_block(int index, View x, int rows, View out, bool add);
  void trim();

  Pool pool_;
  Spectrum spectrum_;
  std::vector<std::unique_ptr<Conv>> convs_ = std::vector<std::unique_ptr<Conv>>(kSlots);
  std::vector<Snake> snakes_ = std::vector<Snake>(48);
  std::vector<float> pool_w_[3], pool_b_, ones_, zeros_, thirds_;
  const float* style_ = nullptr;
  Moments moments_;
  Input in_;
  alignas(64) float scale_[kMaxChannels] = {}, shift_[kMaxChannels] = {};
  Buffer<float> encoder_in_, joined_[2], short_, mid_, up_, front_out_;
  Buffer<float> har_, base_, work_, mid2_, sum_[2], raised_, post_;
};

}  // namespace kk
