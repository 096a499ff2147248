#include "graph.h"

namespace kk {

const Act kPlain{}, kLeaky02{Act::kLeaky, 0.2f};

Graph::Graph(int threads, Weights* weights) : pool_(threads), weights_(weights) {
  ones_.assign(kMaxChannels, 1.0f), zeros_.assign(kMaxChannels, 0.0f);
}

void Graph::set_conv(int slot, int kind, int outputs, int inputs, int taps, int dilation, const float* w, const float* b) {
  require_unshared();
  require(slot >= 0 && size_t(slot) < weights_->convs.size(), "there is no such convolution");
  require(has_kind(kind), "this library has no such number format");
  require(outputs > 0 && inputs > 0 && taps > 0 && dilation > 0, "a convolution of no size");
  weights_->convs[slot].reset(new Conv(Kind(kind), outputs, inputs, taps, dilation, w, b));
}

void Graph::set_pool(int index, const float* w, const float* b, int channels) {
  require_unshared();
  require(index >= 0 && size_t(index) < weights_->poolings.size(), "there is no such upsampling");
  require(channels > 0 && channels <= kMaxChannels, "an upsampling of too many channels or none");
  Pooling& p = weights_->poolings[index];
  for (int k = 0; k < 3; k++) {
    p.taps[k].assign(kMaxChannels, 0.0f);
    for (int c = 0; c < channels; c++) p.taps[k][c] = w[c * 3 + k];
  }
  p.bias.assign(kMaxChannels, 0.0f);
  std::copy(b, b + channels, p.bias.begin());
}

// Takes the next normalisation's gain and bias off the style and joins them with the moments measured last.
void Graph::next_affine(int channels) {
  require(2 * channels <= style_left_, "there are fewer gains and biases than normalisations");
  style_left_ -= 2 * channels;
  moments_.affine(style_, style_ + channels, scale_, shift_, channels);
  style_ += 2 * channels;
}

void Graph::prepare(View x, int rows, int channels, const float* scale, const float* shift, const Act& act, const Conv& c) {
  require(c.inputs() == channels && channels <= kMaxChannels, "a convolution has another number of inputs");
  in_.shape(c.kind(), rows, channels, (c.taps() / 2) * c.dilation());
  activate(pool_, x, rows, channels, scale, shift, act, in_);
}

// A convolution of odd length that keeps the number of rows.
void Graph::apply(const Conv& c, int rows, const Target& to) {
  c.run(pool_, in_, -(c.taps() / 2) * c.dilation(), 1, rows, to);
}

void Graph::linear(int slot, int rows, int inputs, const float* x, int outputs, float* y) {
  const Conv& c = conv(slot);
  require(rows > 0, "no rows");
  require(c.taps() == 1 && outputs > c.outputs() - kBlock && outputs <= c.outputs(), "a product of another size");
  size_t width = c.outputs();
  bool is_whole = width == size_t(outputs);
  View out{is_whole ? y : mid_.need(rows * width), width};
  prepare({const_cast<float*>(x), size_t(inputs)}, rows, inputs, kPlain, c);
  apply(c, rows, {out});
  for (int t = 0; !is_whole && t < rows; t++) std::copy_n(out.row(t), outputs, y + size_t(t) * outputs);
}

void Graph::take_style(int slot, const float* style) {
  style_left_ = conv(slot).outputs();
  linear(slot, 1, kStyleValues, style, style_left_, styles_.need(style_left_));
  style_ = styles_.get();
}

void Graph::measure(View x, int rows, int channels) {
  int grain = grain_rows(rows);
  moments_.start(rows, channels, grain);
  pool_.each((rows + grain - 1) / grain, [&](int g) {
    int begin = g * grain;
    float *pivot = moments_.pivot(g), *first = moments_.first(g), *second = moments_.second(g);
    std::copy_n(x.row(begin), channels, pivot);
    std::fill_n(first, channels, 0.0f), std::fill_n(second, channels, 0.0f);
    for (int t = begin; t < std::min(rows, begin + grain); t++)
      for (int c = 0; c < channels; c += W) {
        vf v = load(x.row(t) + c) - load(pivot + c), part = v * moments_.weight(t);
        store(first + c, load(first + c) + part), store(second + c, load(second + c) + part * v);
      }
  });
}

// What is added to a block's result: its input, widened where a convolution is given, every row twice where it upsamples.
View Graph::shortcut(const Block& b, View x, int rows, int channels, int width) {
  bool twice = b.pooling >= 0;
  if (b.shortcut < 0 && !twice) return x;
  View out{direct_.need(size_t(twice ? 2 * rows : rows) * width), size_t(width)};
  prepare(x, rows, channels, kPlain, conv(b.shortcut));
  apply(conv(b.shortcut), rows, {out});
  for (int t = twice ? rows - 1 : -1; t >= 0; t--)
    for (int copy = 1; copy >= 0; copy--) std::memmove(out.row(2 * t + copy), out.row(t), width * sizeof(float));
  return out;
}

// out = (second(act(norm(first(act(norm(x)))))) + shortcut(x)) / √2, twice the rows where it upsamples. Of the `channels`
// of x the first `real` count, the others are padding.
void Graph::block(const Block& b, View x, int rows, int channels, int real, View out) {
  const Conv &first = conv(b.first), &second = conv(b.second);
  int width = first.outputs();
  View direct = shortcut(b, x, rows, channels, width);
  measure(x, rows, channels);
  next_affine(real);
  if (b.pooling >= 0) {
    View raised{raised_in_.need(size_t(3 * rows) * channels), size_t(channels)};
    for (int t = 0; t < rows; t++) act_row(x.row(t), channels, scale_, shift_, kLeaky02, raised.row(2 * rows + t));
    raise(weights_->poolings[b.pooling], raised, rows, channels);
    rows *= 2;
    prepare(raised, rows, channels, kPlain, first);
  } else {
    prepare(x, rows, channels, scale_, shift_, kLeaky02, first);
  }
  View mid{mid_.need(size_t(rows) * width), size_t(width)};
  apply(first, rows, {mid, nullptr, nullptr, 1.0f, &moments_});
  next_affine(width);
  prepare(mid, rows, width, scale_, shift_, kLeaky02, second);
  apply(second, rows, {out, &direct, nullptr, 0.70710678118f});
}

// Rows 2n … 3n − 1 of v hold the input, rows 0 … 2n − 1 receive the upsampled.
void Graph::raise(const Pooling& p, View v, int rows, int channels) const {
  if (p.bias.empty()) throw std::logic_error("an upsampling is missing");
  for (int t = 0; t < rows; t++) {
    const float *now = v.row(2 * rows + t), *next = t + 1 < rows ? v.row(2 * rows + t + 1) : zeros_.data();
    float *even = v.row(2 * t), *odd = v.row(2 * t + 1);
    for (int c = 0; c < channels; c += W) {
      vf a = load(now + c), bias = load(&p.bias[c]);
      store(even + c, a * load(&p.taps[1][c]) + bias);
      store(odd + c, a * load(&p.taps[2][c]) + load(next + c) * load(&p.taps[0][c]) + bias);
    }
  }
}

void Graph::trim() {
  constexpr size_t kKeep = size_t(1) << 20;  // of each buffer: the first second of speech needs three times that of some
  in_.trim(kKeep);
  for (auto* b : buffers()) b->trim(kKeep);
}

void Graph::trim_if_large() {
  constexpr size_t kLarge = size_t(128) << 20;
  size_t bytes = in_.bytes();
  for (auto* b : buffers()) bytes += b->bytes();
  if (bytes > kLarge) trim();
}

}  // namespace kk
