// What decoder and prosody share: convolutions in numbered places, adaptive normalisation, blocks of two convolutions.
#pragma once
#include <memory>
#include <stdexcept>

#include "conv.h"

namespace kk {

class Graph {
 public:
  Graph(int threads, int slots);
  void set_conv(int slot, Kind kind, int outputs, int inputs, int taps, int dilation, const float* w, const float* b) {
    convs_.at(slot).reset(new Conv(kind, outputs, inputs, taps, dilation, w, b));
  }
  // Depthwise transposed convolution (three taps, stride 2), number `index`.
  void set_pool(int index, const float* w, const float* b, int channels);

 protected:
  struct Pooling {
    std::vector<float> taps[3], bias;
  };
  // A block's places: two convolutions, and the shortcut's or −1 where input and output have the same width.
  struct Block {
    int first, second, shortcut, pooling;
  };
  const Conv& conv(int slot) const {
    if (!convs_[slot]) throw std::logic_error("a convolution is missing");
    return *convs_[slot];
  }
  void next_affine(int channels);
  void prepare(View x, int rows, int channels, const float* scale, const float* shift, const Act& act, const Conv& c);
  void prepare(View x, int rows, int channels, const Act& act, const Conv& c) {
    prepare(x, rows, channels, ones_.data(), zeros_.data(), act, c);
  }
  void apply(const Conv& c, int rows, const Target& to);
  void measure(View x, int rows, int channels);
  void block(const Block& b, View x, int rows, int channels, int real, View out);
  View shortcut(const Block& b, View x, int rows, int channels, int width);
  void raise(const Pooling& p, View v, int rows, int channels) const;
  void trim_block();
  size_t block_bytes() const { return in_.bytes() + mid_.bytes() + raised_in_.bytes() + direct_.bytes(); }

  Pool pool_;
  std::vector<std::unique_ptr<Conv>> convs_;
  std::vector<Pooling> poolings_ = std::vector<Pooling>(2);
  std::vector<float> ones_, zeros_;
  const float* style_ = nullptr;  // the gains and biases that normalisations have not taken yet
  Moments moments_;
  Input in_;
  alignas(64) float scale_[kMaxChannels] = {}, shift_[kMaxChannels] = {};
  Buffer<float> mid_, raised_in_, direct_;
};

extern const Act kPlain, kLeaky02;

}  // namespace kk
