#include "decoder.h"

namespace kk {

static const Act kLeaky01{Act::kLeaky, 0.1f}, kLeaky001{Act::kLeaky, 0.01f};

void Decoder::front(int frames, const float* text, const float* pitch, const float* energy, const float* style,
                    float* out) {
  require(frames > 0, "no frames");
  take_style(kFrontStyle, style), moments_.weigh(nullptr, 0);
  View x{encoder_in_.need(size_t(frames) * kEncoderIn), kEncoderIn};
  View z[2] = {{joined_[0].need(size_t(frames) * kJoined), kJoined}, {joined_[1].need(size_t(frames) * kJoined), kJoined}};
  for (int t = 0; t < frames; t++) {
    std::copy(text + size_t(t) * kText, text + size_t(t + 1) * kText, x.row(t));
    x.row(t)[kText] = pitch[t], x.row(t)[kText + 1] = energy[t];
    for (auto& v : z) v.row(t)[kWide + 64] = pitch[t], v.row(t)[kWide + 65] = energy[t];
  }
  const Conv& text_short = conv(kTextShort);
  View rest{short_.need(size_t(frames) * text_short.outputs()), size_t(text_short.outputs())};
  prepare(x, frames, kText, kPlain, text_short);
  apply(text_short, frames, {rest});
  for (int t = 0; t < frames; t++)
    for (auto& v : z) std::copy(rest.row(t), rest.row(t) + 64, v.row(t) + kWide);
  block({0, 1, 2, -1}, x, frames, kEncoderIn, kText + 2, z[0]);
  for (int i = 1; i < 4; i++)
    block({3 * i, 3 * i + 1, 3 * i + 2, -1}, z[(i + 1) % 2], frames, kJoined, kWide + 66, z[i % 2]);
  block({12, 13, 14, 0}, z[1], frames, kJoined, kWide + 66, {out, kText});
  style_taken();
  trim_if_large();
}

// out = x + the block's three residual steps (+ what is in `out` already); needs the moments of x.
void Decoder::res_block(int index, View x, int rows, View out, bool add) {
  View now = x, work{work_.get(), x.ld}, mid{inner_.get(), x.ld};
  int channels = int(x.ld);
  for (int i = 0; i < 3; i++) {
    int slot = kResBlocks + 6 * index + 2 * i;
    for (int half = 0; half < 2; half++) {
      const Conv& c = conv(slot + half);
      const auto& s = own_->snakes[slot + half - kResBlocks];
      if (int(s.freq.size()) != channels) throw std::logic_error("a Snake is missing");
      next_affine(channels);
      prepare(half ? mid : now, rows, channels, scale_, shift_, {Act::kSnake, 1, s.freq.data(), s.amp.data()}, c);
      View target = !half ? mid : i == 2 ? out : work;
      apply(c, rows, {target, half ? &now : nullptr, half && i == 2 && add ? &out : nullptr, 1.0f, &moments_});
    }
    now = work;
  }
}

// One upsampling stage: `in` [rows_in] leaky, transposed convolution, plus the source's branch, three residual blocks summed.
void Decoder::stage(int index, int rows_in, View in, const float* in_scale, View har, int har_rows, View sum) {
  int up = kUpsample[index], channels = kChannels[index], extra = index, rows = rows_in * up + extra;
  size_t size = size_t(rows) * channels;
  View base{base_.need(size), size_t(channels)}, noise{sum.data, size_t(channels)};
  work_.need(size), inner_.need(size);

  const Conv& noise_conv = conv(kNoiseConv + index);
  int stride = index ? 1 : kUpsample[1];
  in_.shape(kF32, har_rows, kFrame, stride);
  activate(pool_, har, har_rows, kFrame, ones_.data(), zeros_.data(), kPlain, in_);
  Target to{noise};
  to.moments = &moments_;
  noise_conv.run(pool_, in_, index ? 0 : -(stride + 1) / 2, stride, rows, to);
  res_block(4 * index, noise, rows, base, false);

  const Conv& ups = conv(kUps + index);
  int phases = ups.outputs(), crop = up / 2;
  View raised{raised_.need(size_t(rows_in + 1) * phases), size_t(phases)};
  in_.shape(ups.kind(), rows_in, ups.inputs(), 1);
  activate(pool_, in, rows_in, ups.inputs(), in_scale, zeros_.data(), kLeaky01, in_);
  ups.run(pool_, in_, -1, 1, rows_in + 1, {raised});
  float* first = raised.data + ptrdiff_t(crop - extra) * channels;
  if (extra) std::memcpy(first, first + 2 * channels, channels * sizeof(float));  // mirrored at the start
  int grain = grain_rows(rows);
  pool_.each((rows + grain - 1) / grain, [&](int g) {
    size_t end = std::min(size, size_t(g + 1) * grain * channels);
    for (size_t i = size_t(g) * grain * channels; i < end; i += W) store(base.data + i, load(base.data + i) + load(first + i));
  });
  for (int j = 0; j < 3; j++) {
    measure(base, rows, channels);
    res_block(4 * index + 1 + j, base, rows, sum, j > 0);
  }
}

void Decoder::run(int frames, const float* x, const float* style, const float* source, const float* weights,
                  float* out) {
  require(frames > 0, "no frames");
  take_style(kStyle, style), moments_.weigh(weights, 2 * frames);
  int samples = 600 * frames, har_rows = samples / kHop + 1, rows0 = 2 * frames, rows1 = rows0 * kUpsample[0];
  int rows2 = rows1 * kUpsample[1] + 1;
  View har{har_.need(size_t(har_rows) * kFrame), kFrame};
  spectrum_.analyse(pool_, source, samples, har);
  View sum0{sum_[0].need(size_t(rows1) * kChannels[0]), size_t(kChannels[0])};
  View sum1{sum_[1].need(size_t(rows2) * kChannels[1]), size_t(kChannels[1])};
  stage(0, rows0, {const_cast<float*>(x), kText}, ones_.data(), har, har_rows, sum0);
  stage(1, rows1, sum0, thirds_.data(), har, har_rows, sum1);
  style_taken();
  const Conv& post = conv(kPost);
  View spec{post_.need(size_t(rows2) * post.outputs()), size_t(post.outputs())};
  prepare(sum1, rows2, kChannels[1], thirds_.data(), zeros_.data(), kLeaky001, post);
  apply(post, rows2, {spec});
  spectrum_.synthesise(pool_, spec, rows2, out);
  trim_if_large();
}

std::vector<Buffer<float>*> Decoder::buffers() {
  auto all = Graph::buffers();
  all.insert(all.end(), {&encoder_in_, &joined_[0], &joined_[1], &short_, &har_, &base_, &work_,
                         &inner_, &sum_[0], &sum_[1], &raised_, &post_, &spectrum_.parts()});
  return all;
}

}  // namespace kk
