// A few threads that share loops; the calling thread works too.
#pragma once
#include <atomic>
#include <condition_variable>
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
      ticket_.fetch_add(1);
    }
    wake_.notify_all();
    for (auto& w : workers_) w.join();
  }
  int threads() const { return int(workers_.size()) + 1; }

  // Calls body(i) for i in 0 … n − 1, each once, on whichever thread is free; returns when all are done.
  template <class F>
  void each(int n, const F& body) {
    if (workers_.empty() || n < 2) {
      for (int i = 0; i < n; i++) body(i);
      return;
    }
    run_ = [](const void* f, int i) { (*static_cast<const F*>(f))(i); };
    body_ = &body;
    count_ = n;
    next_.store(0);
    busy_.store(int(workers_.size()));
    {
      std::lock_guard<std::mutex> lock(mutex_);
      ticket_.fetch_add(1, std::memory_order_release);
    }
    if (sleepers_.load() > 0) wake_.notify_all();
    share();
    for (int spins = 0; busy_.load(std::memory_order_acquire) > 0; spins++) relax(spins);
  }

 private:
  static void relax(int spins) {
#if defined(__x86_64__)
    _mm_pause();
#endif
    if (spins % 64 == 63) std::this_thread::yield();
  }
  void share() {
    for (int i; (i = next_.fetch_add(1)) < count_;) run_(body_, i);
  }
  void work() {
    unsigned seen = 0;
    for (;;) {
      for (int spins = 0; ticket_.load(std::memory_order_acquire) == seen && spins < kSpins; spins++)
        relax(spins);
      if (ticket_.load(std::memory_order_acquire) == seen) {
        std::unique_lock<std::mutex> lock(mutex_);
        sleepers_.fetch_add(1);
        wake_.wait(lock, [&] { return ticket_.load() != seen; });
        sleepers_.fetch_sub(1);
      }
      seen = ticket_.load(std::memory_order_acquire);
      if (stop_) return;
      share();
      busy_.fetch_sub(1, std::memory_order_release);
    }
  }

  // Long enough to bridge the serial steps between two loops (some 100 µs), short enough not to burn an idle core.
  static constexpr int kSpins = 4000;
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<unsigned> ticket_{0};
  std::atomic<int> next_{0}, busy_{0}, sleepers_{0};
  std::atomic<bool> stop_{false};
  void (*run_)(const void*, int) = nullptr;
  const void* body_ = nullptr;
  int count_ = 0;
};

}  // namespace kk
