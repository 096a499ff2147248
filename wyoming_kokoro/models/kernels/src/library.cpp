// The C interface. Every function that can fail returns 0 for success; nothing throws across it.
#include "decoder.h"
#include "prosody.h"

using namespace kk;

#define KK_API extern "C" __attribute__((visibility("default")))

// What a function found wrong, and its words until this thread's next call.
enum Failure { kNone = 0, kMemory = 1, kArgument = 2, kState = 3 };
static thread_local char failure_words[128];

static int failed(Failure failure, const char* words) {
  std::strncpy(failure_words, words, sizeof failure_words - 1);
  return failure;
}

template <class F>
static int guarded(const F& body) {
  try {
    body();
    return kNone;
  } catch (const std::bad_alloc&) {
    return failed(kMemory, "no memory");
  } catch (const std::invalid_argument& error) {
    return failed(kArgument, error.what());
  } catch (const std::exception& error) {
    return failed(kState, error.what());
  }
}

KK_API const char* kk_failure() { return failure_words; }

// Bit 0: float32, 1: bfloat16, 2: int8, 3: float32 with weights kept as bfloat16, 4: bfloat16 in matrix tiles, as this process is
// allowed to.
KK_API int kk_features() {
  int f = 0;
  for (int kind : {kF32, kBf16, kInt8, kMixed})
    if (has_kind(kind)) f |= 1 << kind;
  if (has_tiles()) f |= 16;
  return f;
}

// What both graphs have: made, freed, given convolutions and upsamplings.
#define KK_GRAPH(TYPE, NAME)                                                                                            \
  /* A context with weights of its own, or, with `sibling`, with those of another. */                                   \
  KK_API TYPE* kk_##NAME##_new(int threads, TYPE* sibling) {                                                            \
    TYPE* made = nullptr;                                                                                               \
    guarded([&] {                                                                                                       \
      require(threads > 0, "no threads");                                                                               \
      if (sibling) sibling->weights()->shared = true;                                                                   \
      made = new TYPE(threads, sibling ? sibling->weights() : std::make_shared<TYPE##Weights>());                       \
    });                                                                                                                 \
    return made;                                                                                                        \
  }                                                                                                                     \
  /* A context whose weights are an image, which outlives it and its siblings. */                                        \
  KK_API TYPE* kk_##NAME##_open(int threads, const uint8_t* image, size_t size) {                                       \
    TYPE* made = nullptr;                                                                                               \
    guarded([&] {                                                                                                       \
      require(threads > 0, "no threads");                                                                               \
      auto weights = std::make_shared<TYPE##Weights>();                                                                 \
      ImageReader reader(image, size);                                                                                  \
      weights->image(reader), reader.end(), weights->shared = true;                                                     \
      made = new TYPE(threads, weights);                                                                                \
    });                                                                                                                 \
    return made;                                                                                                        \
  }                                                                                                                     \
  /* Writes the weights' image to `to`; its size in bytes, all that is found out where `to` is null. */                 \
  KK_API size_t kk_##NAME##_save(TYPE* g, uint8_t* to) {                                                                \
    ImageWriter writer(to);                                                                                             \
    g->weights()->image(writer);                                                                                        \
    return writer.size();                                                                                               \
  }                                                                                                                     \
  /* Gives working memory back. */                                                                                      \
  KK_API int kk_##NAME##_trim(TYPE* g) { return guarded([&] { g->trim(); }); }                                          \
  KK_API void kk_##NAME##_free(TYPE* g) { delete g; }                                                                   \
  KK_API int kk_##NAME##_conv(TYPE* g, int slot, int kind, int outputs, int inputs, int taps, int dilation,             \
                              const float* weight, const float* bias) {                                                 \
    return guarded([&] { g->set_conv(slot, kind, outputs, inputs, taps, dilation, weight, bias); });              \
  }                                                                                                                     \
  KK_API int kk_##NAME##_pool(TYPE* g, int index, const float* weight, const float* bias, int channels) {               \
    return guarded([&] { g->set_pool(index, weight, bias, channels); });                                                \
  }

KK_GRAPH(Decoder, decoder)
KK_GRAPH(Prosody, prosody)

KK_API int kk_decoder_alpha(Decoder* d, int slot, const float* alpha, int n) {
  return guarded([&] { d->set_alpha(slot, alpha, n); });
}
KK_API int kk_decoder_front(Decoder* d, int frames, const float* text, const float* pitch, const float* energy,
                            const float* style, float* out) {
  return guarded([&] { d->front(frames, text, pitch, energy, style, out); });
}
KK_API int kk_decoder_run(Decoder* d, int frames, const float* x, const float* style, const float* source,
                          const float* weights, float* out) {
  return guarded([&] { d->run(frames, x, style, source, weights, out); });
}

KK_API int kk_prosody_norms(Prosody* p, const float* values, int n) {
  return guarded([&] { p->set_norms(values, n); });
}
KK_API int kk_prosody_projection(Prosody* p, int index, const float* weight, int n, float bias) {
  return guarded([&] { p->set_projection(index, weight, n, bias); });
}
KK_API int kk_prosody_text_norms(Prosody* p, const float* values, int n) {
  return guarded([&] { p->set_text_norms(values, n); });
}
KK_API int kk_prosody_recurrence(Prosody* p, int index, int kind, const float* weight, int n) {
  return guarded([&] { p->set_lstm(index, kind, weight, n); });
}
KK_API int kk_prosody_lstm(Prosody* p, int index, int rows, int columns, const float* x, float* y) {
  return guarded([&] { p->lstm(index, rows, columns, x, y); });
}
KK_API int kk_prosody_text(Prosody* p, int index, int tokens, const float* x, float* y) {
  return guarded([&] { p->text(index, tokens, x, y); });
}
KK_API int kk_prosody_albert(Prosody* p, int layers, int tokens, float* hidden) {
  return guarded([&] { p->albert(layers, tokens, hidden); });
}
KK_API int kk_prosody_linear(Prosody* p, int slot, int rows, int inputs, const float* x, int outputs, float* y) {
  return guarded([&] { p->linear(slot, rows, inputs, x, outputs, y); });
}
KK_API int kk_prosody_curves(Prosody* p, int frames, const float* x, const float* style, float* pitch,
                             float* energy) {
  return guarded([&] { p->curves(frames, x, style, pitch, energy); });
}

// For tests: y [rows][outputs] = conv(act(scale·x + shift)) of one layer, act 0 none, 1 leaky (slope), 2 Snake (alpha).
KK_API int kk_layer(int threads, int kind, int rows, int inputs, int outputs, int taps, int dilation, const float* weight,
                    const float* bias, const float* x, const float* scale, const float* shift, int act, float slope,
                    const float* alpha, float* y, float* mean_scale, float* mean_shift) {
  return guarded([&] {
    require(has_kind(kind), "this library has no such number format");
    Pool pool(threads);
    Conv conv(Kind(kind), outputs, inputs, taps, dilation, weight, bias);
    int wide = conv.inputs();
    std::vector<float> in(size_t(rows) * wide), s(wide), b(wide), freq(wide), amp(wide), ones(outputs, 1), zeros(outputs, 0);
    for (int c = 0; c < inputs; c++) {
      s[c] = scale[c], b[c] = shift[c];
      if (act == 2) freq[c] = float(alpha[c] / kPi), amp[c] = 1 / alpha[c];
      for (int t = 0; t < rows; t++) in[size_t(t) * wide + c] = x[size_t(t) * inputs + c];
    }
    Input input;
    Moments moments;
    std::vector<float> out(size_t(rows) * conv.outputs()), gain(conv.outputs()), offset(conv.outputs());
    input.shape(conv.kind(), rows, wide, taps / 2 * dilation);
    activate(pool, {in.data(), size_t(wide)}, rows, wide, s.data(), b.data(), {Act::Type(act), act == Act::kLeaky ? slope : 1.0f, freq.data(), amp.data()}, input);
    conv.run(pool, input, -(taps / 2) * dilation, 1, rows, {{out.data(), size_t(conv.outputs())}, nullptr, nullptr, 1, &moments});
    moments.affine(ones.data(), zeros.data(), gain.data(), offset.data(), outputs);
    std::copy(gain.begin(), gain.begin() + outputs, mean_scale), std::copy(offset.begin(), offset.begin() + outputs, mean_shift);
    for (int t = 0; t < rows; t++) std::copy_n(out.data() + size_t(t) * conv.outputs(), outputs, y + size_t(t) * outputs);
  });
}
