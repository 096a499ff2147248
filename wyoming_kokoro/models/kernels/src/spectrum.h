// Short-time Fourier transform of 20 samples every 5, there and back: 11 magnitudes and 11 angles a frame.
#pragma once
#include "layers.h"

namespace kk {

constexpr int kFft = 20, kHop = 5, kBins = 11, kFrame = 32, kBinLane = 16;  // kFrame: a row of 2 · kBins values, padded
constexpr double kPi = 3.14159265358979323846;

class Spectrum {
 public:
  Spectrum() {
    for (int n = 0; n < kFft; n++) {
      window_[n] = float(0.5 - 0.5 * std::cos(2 * kPi * n / kFft));
      for (int k = 0; k < kBins; k++) {
        bool real = k == 0 || k == kFft / 2;  // their imaginary part is exactly zero
        double angle = 2 * kPi * (k * n % kFft) / kFft, twice = (real ? 1.0 : 2.0) / kFft;
        cos_[n][k] = float(std::cos(angle)), sin_[n][k] = real ? 0.0f : float(-std::sin(angle));
        back_cos_[k][n] = float(twice * std::cos(angle)), back_sin_[k][n] = real ? 0.0f : float(-twice * std::sin(angle));
      }
    }
  }

  // Frames 0 … samples/kHop of `x`, centred and mirrored at the ends like torch.stft: magnitudes, then angles.
  void analyse(Pool& pool, const float* x, int samples, View out) const {
    int frames = samples / kHop + 1;
    pool.each((frames + kPart - 1) / kPart, [&](int part) {
      for (int f = part * kPart; f < std::min(frames, (part + 1) * kPart); f++) {
        float frame[kFft];
        for (int n = 0; n < kFft; n++) {
          int i = std::abs(f * kHop + n - kFft / 2);
          frame[n] = window_[n] * x[i < samples ? i : 2 * (samples - 1) - i];
        }
        analyse_frame(frame, out.row(f));
      }
    });
  }

  // samples [kHop · (frames − 1)] from rows of log magnitudes and angles before their sine.
  void synthesise(Pool& pool, View rows, int frames, float* samples) {
    float* parts = parts_.need(size_t(frames) * kFrame);
    pool.each((frames + kPart - 1) / kPart, [&](int part) {
      for (int f = part * kPart; f < std::min(frames, (part + 1) * kPart); f++)
        synthesise_frame(rows.row(f), parts + size_t(f) * kFrame);
    });
    int hops = frames - 1;
    pool.each((hops + kPart - 1) / kPart, [&](int part) {
      for (int h = part * kPart; h < std::min(hops, (part + 1) * kPart); h++) add_up(parts, frames, h, samples + h * kHop);
    });
  }
  Buffer<float>& parts() { return parts_; }

 private:
  void analyse_frame(const float* frame, float* out) const {
    alignas(64) float angle[kBinLane];
    for (int j = 0; j < kBinLane; j += W) {
      vf re = splat(0.0f), im = splat(0.0f);
      for (int n = 0; n < kFft; n++) re += load(cos_[n] + j) * frame[n], im += load(sin_[n] + j) * frame[n];
      store(out + j, vsqrt(re * re + im * im));
      store(angle + j, vatan2(im, re));
    }
    std::memcpy(out + kBins, angle, kBins * sizeof(float));
    std::fill(out + 2 * kBins, out + kFrame, 0.0f);
  }

  void synthesise_frame(const float* row, float* out) const {
    alignas(64) float re[kBinLane], im[kBinLane];
    for (int j = 0; j < kBinLane; j += W) {
      vf magnitude = vexp(load(row + j)), s, c;
      sincos_unit(vsin(load(row + kBins + j)), s, c);
      store(re + j, magnitude * c), store(im + j, magnitude * s);
    }
    for (int j = 0; j < kFrame; j += W) {
      vf v = splat(0.0f);
      for (int k = 0; k < kBins; k++) v += load(back_cos_[k] + j) * re[k] + load(back_sin_[k] + j) * im[k];
      store(out + j, v);
    }
  }

  // Sample i of the signal is sample i + kFft/2 of the overlapped frames, over the sum of squared windows.
  void add_up(const float* parts, int frames, int hop, float* out) const {
    for (int r = 0; r < kHop; r++) {
      float sum = 0, weight = 0;
      for (int back = 0; back < kFft / kHop; back++) {
        int f = hop + kFft / 2 / kHop - back, n = back * kHop + r;
        if (f < 0 || f >= frames) continue;
        sum += window_[n] * parts[size_t(f) * kFrame + n], weight += window_[n] * window_[n];
      }
      out[r] = sum / weight;
    }
  }

  static constexpr int kPart = 512;  // frames of a loop's item
  float window_[kFft];
  alignas(64) float cos_[kFft][kBinLane] = {}, sin_[kFft][kBinLane] = {};
  alignas(64) float back_cos_[kBins][kFrame] = {}, back_sin_[kBins][kFrame] = {};
  Buffer<float> parts_;
};

}  // namespace kk
