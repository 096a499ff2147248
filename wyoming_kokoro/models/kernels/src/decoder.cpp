#include "decoder.h"

namespace kk {

static const Act kLeaky02{Act::kLeaky, 0.2f}, kLeaky01{Act::kLeaky, 0.1f}, kLeaky001{Act::kLeaky, 0.01f}, kPlain{};

// Takes the next normalisation's gain and bias off the style and joins them with the moments measured last.
void Decoder::next_affine(int channels) {
  moments_.affine(style_, style_ + channels, scale_, shift_, channels);
  style_ += 2 * channels;
}

void Decoder::prepare(View x, int rows, int channels, const float* scale, const float* shift, const Act& act, const Conv& c) {
  in_.shape(c.kind(), rows, channels, (c.taps() / 2) * c.dilation());
  activate(pool_, x, rows, channels, scale, shift, act, in_);
}

// A convolution of odd length that keeps the number of rows.
void Decoder::apply(const Conv& c, int rows, const Target& to) const {
  c.run(const_cast<Pool&>(pool_), in_, -(c.taps() / 2) * c.dilation(), 1, rows, to);
}

void Decoder::measure(View x, int rows, int channels) {
  int grain = grain_rows(rows, pool_.threads());
  moments_.start(rows, channels, grain);
  pool_.each((rows + grain - 1) / grain, [&](int g) {
    float *first = moments_.at(g, 0), *second = moments_.at(g, 1);
    std::fill_n(first, channels, 0.0f), std::fill_n(second, channels, 0.0f);
    for (int t = g * grain; t < std::min(rows, (g + 1) * grain); t++)
      for (int c = 0; c < channels; c += W) {
        vf v = load(x.row(t) + c);
        store(first + c, load(first + c) + v), store(second + c, load(second + c) + v * v);
      }
  });
}

void Decoder::front(int frames, const float* text, const float* pitch, const float* energy) {
  View x{encoder_in_.need(size_t(frames) * kEncoderIn), kEncoderIn};
  View z[2] = {{joined_[0].need(size_t(frames) * kJoined), kJoined}, {joined_[1].need(size_t(frames) * kJoined), kJoined}};
  for (int t = 0; t < frames; t++) {
    std::copy(text + size_t(t) * kText, text + size_t(t + 1) * kText, x.row(t));
    x.row(t)[kText] = pitch[t], x.row(t)[kText + 1] = energy[t];
    for (auto& v : z) v.row(t)[kWide + 64] = pitch[t], v.row(t)[kWide + 65] = energy[t];
  }
  const Conv& text_short = conv(kTextShort);
  View rest{short_.need(size_t(frames) * text_short.outputs()), size_t(text_short.outputs())};
  prepare({x.data, x.ld}, frames, kText, ones_.data(), zeros_.data(), kPlain, text_short);
  apply(text_short, frames, {rest});
  for (int t = 0; t < frames; t++)
    for (auto& v : z) std::copy(rest.row(t), rest.row(t) + 64, v.row(t) + kWide);
  front_block(0, x, frames, kEncoderIn, kText + 2, z[0], false);
  for (int i = 1; i < 4; i++) front_block(i, z[(i + 1) % 2], frames, kJoined, kWide + 66, z[i % 2], false);
  View out{front_out_.need(size_t(2 * frames) * kText), kText};
  front_block(4, z[1], frames, kJoined, kWide + 66, out, true);
}

// out = (second(act(norm(first(act(norm(x)))))) + shortcut(x)) / √2, twice the rows where `upsample`.
void Decoder::front_block(int index, View x, int rows, int channels, int real, View out, bool upsample) {
  const Conv &first = conv(kFront + 3 * index), &second = conv(kFront + 3 * index + 1), &cut = conv(kFront + 3 * index + 2);
  int rows_out = upsample ? 2 * rows : rows;
  size_t width = first.outputs();
  View direct{mid2_.need(rows_out * width), width}, mid{mid_.need(rows_out * width), width};
  prepare(x, rows, channels, ones_.data(), zeros_.data(), kPlain, cut);
  apply(cut, rows, {direct});
  for (int t = upsample ? rows - 1 : -1; t >= 0; t--)
    for (int copy = 1; copy >= 0; copy--) std::memmove(direct.row(2 * t + copy), direct.row(t), width * sizeof(float));
  measure(x, rows, channels);
  next_affine(real);
  if (upsample) {
    View raised{up_.need(size_t(3 * rows) * channels), size_t(channels)};
    for (int t = 0; t < rows; t++) act_row(x.row(t), channels, scale_, shift_, kLeaky02, raised.row(2 * rows + t));
    upsample_pool(rows, channels);
    prepare(raised, rows_out, channels, ones_.data(), zeros_.data(), kPlain, first);
  } else {
    prepare(x, rows, channels, scale_, shift_, kLeaky02, first);
  }
  Target to{mid};
  to.moments = &moments_;
  apply(first, rows_out, to);
  next_affine(int(width));
  prepare(mid, rows_out, int(width), scale_, shift_, kLeaky02, second);
  apply(second, rows_out, {out, &direct, nullptr, 0.70710678118f});
}

// up_: rows 2n … 3n − 1 hold the input, rows 0 … 2n − 1 receive twice as many.
void Decoder::upsample_pool(int rows, int channels) {
  View v{up_.get(), size_t(channels)};
  for (int t = 0; t < rows; t++) {
    const float *now = v.row(2 * rows + t), *next = t + 1 < rows ? v.row(2 * rows + t + 1) : zeros_.data();
    float *even = v.row(2 * t), *odd = v.row(2 * t + 1);
    for (int c = 0; c < channels; c += W) {
      vf a = load(now + c), b = load(pool_b_.data() + c);
      vf e = a * load(&pool_w_[1][c]) + b, o = a * load(&pool_w_[2][c]) + load(next + c) * load(&pool_w_[0][c]) + b;
      store(even + c, e), store(odd + c, o);
    }
  }
}

// out = x + the block's three residual steps (+ what is in `out` already); needs the moments of x.
void Decoder::res_block(int index, View x, int rows, View out, bool add) {
  View now = x, work{work_.get(), x.ld}, mid{mid2_.get(), x.ld};
  int channels = int(x.ld);
  for (int i = 0; i < 3; i++) {
    int slot = kResBlocks + 6 * index + 2 * i;
    for (int half = 0; half < 2; half++) {
      const Conv& c = conv(slot + half);
      const Snake& s = snakes_[slot + half - kResBlocks];
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
  work_.need(size), mid2_.need(size);

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
  int grain = grain_rows(rows, pool_.threads());
  pool_.each((rows + grain - 1) / grain, [&](int g) {
    size_t end = std::min(size, size_t(g + 1) * grain * channels);
    for (size_t i = size_t(g) * grain * channels; i < end; i += W) store(base.data + i, load(base.data + i) + load(first + i));
  });
  for (int j = 0; j < 3; j++) {
    measure(base, rows, channels);
    res_block(4 * index + 1 + j, base, rows, sum, j > 0);
  }
}

void Decoder::run(int frames, const float* text, const float* pitch, const float* energy, const float* style,
                  const float* source, float* out) {
  style_ = style;
  front(frames, text, pitch, energy);
  int samples = 600 * frames, har_rows = samples / kHop + 1, rows0 = 2 * frames, rows1 = rows0 * kUpsample[0];
  int rows2 = rows1 * kUpsample[1] + 1;
  View har{har_.need(size_t(har_rows) * kFrame), kFrame};
  spectrum_.analyse(pool_, source, samples, har);
  View sum0{sum_[0].need(size_t(rows1) * kChannels[0]), size_t(kChannels[0])};
  View sum1{sum_[1].need(size_t(rows2) * kChannels[1]), size_t(kChannels[1])};
  stage(0, rows0, {front_out_.get(), kText}, ones_.data(), har, har_rows, sum0);
  stage(1, rows1, sum0, thirds_.data(), har, har_rows, sum1);
  const Conv& post = conv(kPost);
  View spec{post_.need(size_t(rows2) * post.outputs()), size_t(post.outputs())};
  prepare(sum1, rows2, kChannels[1], thirds_.data(), zeros_.data(), kLeaky001, post);
  apply(post, rows2, {spec});
  spectrum_.synthesise(pool_, spec, rows2, out);
  trim();
}

// Gives the memory of a very long utterance back.
void Decoder::trim() {
  Buffer<float>* all[] = {&encoder_in_, &joined_[0], &joined_[1], &short_, &mid_, &up_, &front_out_, &har_,
                          &base_, &work_, &mid2_, &sum_[0], &sum_[1], &raised_, &post_};
  size_t bytes = in_.bytes() + spectrum_.bytes();
  for (auto* b : all) bytes += b->bytes();
  if (bytes <= kKeepBytes) return;
  for (auto* b : all) b->release();
  in_.release(), spectrum_.release();
}

}  // namespace kk
