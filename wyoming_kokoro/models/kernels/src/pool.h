// A few threads that share loops; the calling thread works too.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace kk {

class Pool {
 public:
  explicit Pool(int threads) {
    for (int i = 1; i < threads; i++) workers_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto& w : workers_) w.join();
  }

  // Calls body(i) for i in 0 … n − 1, each once, on whichever thread is free; returns when all are done.
  template <class F>
  void each(int n, const F& body) {
    if (workers_.empty() || n < 2) {
      for (int i = 0; i < n; i++) body(i);
      return;
    }
    run_ = [](const void* f, int i) { (*static_cast<const F*>(f))(i); };
    body_ = &body;
    done_.store(0, std::memory_order_relaxed);
    generation_ = (generation_ + 1) & kGenerations;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      loop_.store(generation_ << kGenerationAt | uint64_t(n) << kCountAt, std::memory_order_release);
    }
    if (sleepers_.load() > 0) wake_.notify_all();
    share();
    for (int spins = 0; done_.load(std::memory_order_acquire) < n; spins++) relax(spins);
  }

 private:
  static void relax(int spins) {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
    if (spins % 64 == 63) std::this_thread::yield();
  }
  static bool has_work(uint64_t loop) { return (loop & kIndices) < (loop >> kCountAt & kIndices); }
  // Nobody waits for a thread that has not come yet: on a busy machine the others do its share. Claiming an item compares the whole
  // loop, its generation included, so a thread that comes late takes nothing of a loop that is over; and as long as an item is claimed
  // and not done, its loop cannot end and `run_` and `body_` are its own.
  void share() {
    uint64_t loop = loop_.load(std::memory_order_acquire);
    while (has_work(loop)) {
      if (!loop_.compare_exchange_weak(loop, loop + 1, std::memory_order_acq_rel)) continue;
      run_(body_, int(loop & kIndices));
      done_.fetch_add(1, std::memory_order_release);
      loop = loop_.load(std::memory_order_acquire);
    }
  }
  void work() {
    while (!stop_.load()) {
      for (int spins = 0; !has_work(loop_.load(std::memory_order_acquire)) && spins < kSpins; spins++)
        relax(spins);
      if (!has_work(loop_.load(std::memory_order_acquire))) {
        std::unique_lock<std::mutex> lock(mutex_);
        sleepers_.fetch_add(1);
        wake_.wait(lock, [&] { return stop_.load() || has_work(loop_.load()); });
        sleepers_.fetch_sub(1);
      }
      share();
    }
  }

  // Long enough to bridge the serial steps between two loops (some 100 µs), short enough not to burn an idle core.
  static constexpr int kSpins = 4000;
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  // Of the loop in hand: its generation, the number of its items, the next one to be claimed.
  static constexpr int kCountAt = 24, kGenerationAt = 48;
  static constexpr uint64_t kIndices = (uint64_t(1) << kCountAt) - 1, kGenerations = 0xffff;
  std::atomic<uint64_t> loop_{0};
  uint64_t generation_ = 0;
  std::atomic<int> done_{0}, sleepers_{0};
  std::atomic<bool> stop_{false};
  void (*run_)(const void*, int) = nullptr;
  const void* body_ = nullptr;
};

}  // namespace kk
