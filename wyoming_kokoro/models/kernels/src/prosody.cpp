#include "prosody.h"

namespace kk {

static const Act kGelu{Act::kGelu};

void Prosody::albert(int layers, int tokens, float* hidden) {
  require(tokens > 0 && layers >= 0, "no tokens");
  if (own_->norms.empty()) throw std::logic_error("ALBERT's normalisations are missing");
  const float* norms = own_->norms.data();
  size_t n = tokens;
  View x{hidden, kHidden}, qkv{qkv_.need(n * 3 * kHidden), 3 * kHidden}, context{context_.need(n * kHidden), kHidden};
  View state{state_.need(n * kHidden), kHidden}, feed{feed_.need(n * kFeed), kFeed};
  for (int layer = 0; layer < layers; layer++) {
    prepare(x, tokens, kHidden, kPlain, conv(kQkv));
    apply(conv(kQkv), tokens, {qkv});
    attend(tokens);
    prepare(context, tokens, kHidden, kPlain, conv(kContext));
    apply(conv(kContext), tokens, {state, &x});
    normalise(state, tokens, kHidden, norms, norms + kHidden, 1e-12f);
    prepare(state, tokens, kHidden, kPlain, conv(kInner));
    apply(conv(kInner), tokens, {feed});
    prepare(feed, tokens, kFeed, kGelu, conv(kOuter));
    apply(conv(kOuter), tokens, {x, &state});
    normalise(x, tokens, kHidden, norms + 2 * kHidden, norms + 3 * kHidden, 1e-12f);
  }
}

void Prosody::attend(int tokens) {
  size_t each = size_t(kHead + kQueries) * pad_to(tokens, kLane);  // transposed keys, and rows of weights
  float* scratch = scratch_.need(each * kHeads);
  pool_.each(kHeads, [&](int head) { attend_head(head, tokens, scratch + head * each); });
}

// row = exp(row − its largest value) over their sum, of `n` values in `width`; the others become 0.
static void softmax(float* row, int n, int width) {
  std::fill(row + n, row + width, -1e30f);
  vf top = load(row), total = splat(0.0f);
  for (int j = W; j < width; j += W) top = vmax(top, load(row + j));
  float peak = hmax(top), sum = 0;
  for (int j = 0; j < width; j += W) {
    vf e = vexp(load(row + j) - peak);
    store(row + j, e), total += e;
  }
  for (int i = 0; i < W; i++) sum += total[i];
  for (int j = 0; j < width; j += W) store(row + j, load(row + j) * (1.0f / sum));
}

// context = softmax(q·kᵀ/8)·v of one head.
void Prosody::attend_head(int head, int tokens, float* scratch) {
  int width = pad_to(tokens, kLane);
  const float* qkv = qkv_.get() + head * kHead;
  float *keys = scratch, *weights = scratch + size_t(kHead) * width;
  for (int d = 0; d < kHead; d++)
    for (int t = 0; t < width; t++) keys[size_t(d) * width + t] = t < tokens ? qkv[size_t(t) * 3 * kHidden + kHidden + d] : 0.0f;
  for (int t = 0; t < tokens; t += kQueries) {
    const float* q[kQueries];  // a query again where there are no more
    for (int r = 0; r < kQueries; r++) q[r] = qkv + size_t(std::min(t + r, tokens - 1)) * 3 * kHidden;
    for (int j = 0; j < width; j += W) {
      vf s[kQueries] = {};
      for (int d = 0; d < kHead; d++) {
        vf key = load(keys + size_t(d) * width + j);
        for (int r = 0; r < kQueries; r++) s[r] += key * q[r][d];
      }
      for (int r = 0; r < kQueries; r++) store(weights + r * width + j, s[r] * 0.125f);
    }
    for (int r = 0; r < kQueries; r++) softmax(weights + r * width, tokens, width);
    for (int i = 0; i < kHead; i += W) {
      vf sums[kQueries] = {};
      for (int j = 0; j < tokens; j++) {
        vf value = load(qkv + size_t(j) * 3 * kHidden + 2 * kHidden + i);
        for (int r = 0; r < kQueries; r++) sums[r] += value * weights[r * width + j];
      }
      for (int r = 0; r < std::min(kQueries, tokens - t); r++)
        store(context_.get() + size_t(t + r) * kHidden + head * kHead + i, sums[r]);
    }
  }
}

void Prosody::normalise(View x, int rows, int channels, const float* gain, const float* bias, float eps) {
  constexpr int kPart = 8;
  pool_.each((rows + kPart - 1) / kPart, [&](int part) {
    for (int t = part * kPart; t < std::min(rows, (part + 1) * kPart); t++) {
      float* row = x.row(t);
      vf sum = splat(0.0f), square = splat(0.0f);
      for (int c = 0; c < channels; c += W) sum += load(row + c);
      float mean = 0, var = 0;
      for (int i = 0; i < W; i++) mean += sum[i] / channels;
      for (int c = 0; c < channels; c += W) square += (load(row + c) - mean) * (load(row + c) - mean);
      for (int i = 0; i < W; i++) var += square[i] / channels;
      float inv = 1.0f / std::sqrt(var + eps);
      for (int c = 0; c < channels; c += W) store(row + c, (load(row + c) - mean) * inv * load(gain + c) + load(bias + c));
    }
  });
}

void Prosody::set_lstm(int index, int kind, const float* weight, int n) {
  require_unshared();
  require(index >= 0 && index < kLstmCount, "there is no such LSTM");
  require(kind == kF32 || kind == kBf16 || kind == kMixed, "an LSTM is not kept in int8");
  require(n == 2 * Recurrence::kGates * Recurrence::kUnits, "another number of values is expected");
  for (int way = 0; way < 2; way++)
    own_->lstms[index][way].reset(new Recurrence(Kind(kind), weight + size_t(way) * Recurrence::kGates * Recurrence::kUnits));
}

void Prosody::lstm(int index, int rows, View x, const Act& act, float* y) {
  require(index >= 0 && index < kLstmCount, "there is no such LSTM");
  require(rows > 0, "no rows");
  const Conv& inputs = conv(kLstms + index);
  require(x.ld == size_t(inputs.inputs()) && inputs.outputs() == 2 * Recurrence::kGates, "an LSTM of another size");
  if (!own_->lstms[index][0]) throw std::logic_error("an LSTM is missing");
  View gates{gates_.need(size_t(rows) * inputs.outputs()), size_t(inputs.outputs())};
  prepare(x, rows, inputs.inputs(), act, inputs);
  apply(inputs, rows, {gates});
  pool_.each(2, [&](int way) {
    View half{gates.data + way * Recurrence::kGates, gates.ld};
    own_->lstms[index][way]->run(rows, way == 1, half, {y + way * Recurrence::kUnits, 2 * Recurrence::kUnits});
  });
}

void Prosody::text(int index, int tokens, const float* x, float* y) {
  require(tokens > 0, "no tokens");
  if (own_->text_norms.empty()) throw std::logic_error("the text encoder's normalisations are missing");
  View in{const_cast<float*>(x), kFrames}, out{text_.need(size_t(tokens) * kFrames), kFrames};
  for (int i = 0; i < 3; i++) {
    prepare(i ? out : in, tokens, kFrames, i ? kLeaky02 : kPlain, conv(kTextConv + i));
    apply(conv(kTextConv + i), tokens, {out});
    const float* gain = own_->text_norms.data() + 2 * i * kFrames;
    normalise(out, tokens, kFrames, gain, gain + kFrames, 1e-5f);
  }
  lstm(index, tokens, out, kLeaky02, y);
}

void Prosody::curves(int frames, const float* x, const float* style, float* pitch, float* energy) {
  require(frames > 0, "no frames");
  take_style(kCurveStyle, style), moments_.weigh(nullptr, 0);
  View in{const_cast<float*>(x), kFrames}, wide{wide_.need(size_t(frames) * kFrames), kFrames};
  View narrow{narrow_.need(size_t(2 * frames) * kCurve), kCurve}, last{last_.need(size_t(2 * frames) * kCurve), kCurve};
  float* outs[2] = {pitch, energy};
  for (int i = 0; i < 2; i++) {
    int slot = kCurves + 9 * i;
    block({slot, slot + 1, -1, -1}, in, frames, kFrames, kFrames, wide);
    block({slot + 3, slot + 4, slot + 5, i}, wide, frames, kFrames, kFrames, narrow);
    block({slot + 6, slot + 7, -1, -1}, narrow, 2 * frames, kCurve, kCurve, last);
    const auto& weight = own_->projection[i];
    if (weight.empty()) throw std::logic_error("a curve's last product is missing");
    for (int t = 0; t < 2 * frames; t++) {
      vf sum = splat(0.0f);
      for (int c = 0; c < kCurve; c += W) sum += load(last.row(t) + c) * load(weight.data() + c);
      float total = own_->projection_bias[i];
      for (int j = 0; j < W; j++) total += sum[j];
      outs[i][t] = total;
    }
  }
  style_taken();
}

}  // namespace kk
