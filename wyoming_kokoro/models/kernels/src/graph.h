// What decoder and prosody share: convolutions in numbered places, adaptive normalisation, blocks of two convolutions.
#pragma once
#include <memory>
#include <stdexcept>

#include "conv.h"

namespace kk {

constexpr int kStyleValues = 128;

// What callers give wrongly.
static inline void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

// Packed weights: written by one context, then only read, by all contexts that share them.
struct Weights {
  struct Pooling {
    std::vector<float> taps[3], bias;
  };
  template <class Image>
  void image(Image& i) {
    for (auto& c : convs) i.object(c);
    for (auto& p : poolings) i.vector(p.taps[0]), i.vector(p.taps[1]), i.vector(p.taps[2]), i.vector(p.bias);
  }
  explicit Weights(int slots) : convs(slots) {}
  std::vector<std::unique_ptr<Conv>> convs;
  std::vector<Pooling> poolings = std::vector<Pooling>(2);
  std::atomic<bool> shared{false};
};

// A context: threads, buffers and the state of a call, for one caller at a time.
class Graph {
 public:
  Graph(int threads, Weights* weights);
  virtual ~Graph() = default;
  void set_conv(int slot, int kind, int outputs, int inputs, int taps, int dilation, const float* w, const float* b);
  // Depthwise transposed convolution (three taps, stride 2), number `index`.
  void set_pool(int index, const float* w, const float* b, int channels);
  // Gives the working memory back but for what a short call needs.
  void trim();

 protected:
  using Pooling = Weights::Pooling;
  // A block's places: two convolutions, and the shortcut's or −1 where input and output have the same width.
  struct Block {
    int first, second, shortcut, pooling;
  };
  const Conv& conv(int slot) const {
    const auto& convs = weights_->convs;
    require(slot >= 0 && size_t(slot) < convs.size(), "there is no such convolution");
    if (!convs[slot]) throw std::logic_error("a convolution is missing");
    return *convs[slot];
  }
  // Weights can be set until a second context reads them.
  void require_unshared() const {
    if (weights_->shared) throw std::logic_error("the weights are shared and cannot be changed any more");
  }
  // The gains and biases that `style` [kStyleValues] gives to normalisations, by the product in place `slot`.
  void take_style(int slot, const float* style);
  void style_taken() const { require(style_left_ < kBlock, "there are more gains and biases than normalisations"); }
  void next_affine(int channels);
  void prepare(View x, int rows, int channels, const float* scale, const float* shift, const Act& act, const Conv& c);
  void prepare(View x, int rows, int channels, const Act& act, const Conv& c) {
    prepare(x, rows, channels, ones_.data(), zeros_.data(), act, c);
  }
  void apply(const Conv& c, int rows, const Target& to);
  // y [rows][outputs] = x [rows][inputs] through the convolution in place `slot`, which has one tap.
  void linear(int slot, int rows, int inputs, const float* x, int outputs, float* y);
  void measure(View x, int rows, int channels);
  void block(const Block& b, View x, int rows, int channels, int real, View out);
  View shortcut(const Block& b, View x, int rows, int channels, int width);
  void raise(const Pooling& p, View v, int rows, int channels) const;
  // The working memory, but for that of activations.
  virtual std::vector<Buffer<float>*> buffers() { return {&mid_, &raised_in_, &direct_, &styles_}; }
  // Gives the memory of a very long call back at once.
  void trim_if_large();

  Pool pool_;
  Weights* const weights_;  // kept alive by the derived class
  std::vector<float> ones_, zeros_;
  const float* style_ = nullptr;  // the gains and biases that normalisations have not taken yet,
  int style_left_ = 0;            // and how many these are
  Moments moments_;
  Input in_;
  alignas(64) float scale_[kMaxChannels] = {}, shift_[kMaxChannels] = {};
  Buffer<float> mid_, raised_in_, direct_, styles_;
};

extern const Act kPlain, kLeaky02;

}  // namespace kk
