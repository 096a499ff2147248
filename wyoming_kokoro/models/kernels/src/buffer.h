// Memory that grows when it must and is kept between calls.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace kk {

template <class T>
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { release(); }

  // At least `n` elements; what was in it is lost when it has to grow, and new memory is zero.
  T* need(size_t n) {
    if (n > size_ || borrowed_) {
      release();
      constexpr size_t kPage = size_t(2) << 20;
      size_t bytes = n * sizeof(T), unit = bytes >= kPage ? kPage : 64;
      bytes = (bytes + unit - 1) / unit * unit;
      data_ = static_cast<T*>(std::aligned_alloc(unit, bytes));
      if (!data_) throw std::bad_alloc();
#if defined(__linux__) && defined(MADV_HUGEPAGE)
      if (unit == kPage) madvise(data_, bytes, MADV_HUGEPAGE);
#endif
      std::memset(static_cast<void*>(data_), 0, bytes);
      size_ = bytes / sizeof(T);
    }
    return data_;
  }
  // Gives what lies beyond the first `keep` bytes back to the system; it reads as zero and comes back when it is used.
  void trim(size_t keep) {
#if defined(__linux__)
    constexpr size_t kUnit = size_t(64) << 10;  // a multiple of any system's page
    uintptr_t begin = reinterpret_cast<uintptr_t>(data_), end = begin + bytes();
    uintptr_t from = (begin + keep + kUnit - 1) / kUnit * kUnit, to = end / kUnit * kUnit;
    if (!borrowed_ && from < to) madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
#endif
  }
  // Memory of somebody else, which is only read and outlives this.
  void borrow(const T* data, size_t n) {
    release();
    data_ = const_cast<T*>(data), size_ = n, borrowed_ = true;
  }
  T* get() const { return data_; }
  size_t bytes() const { return size_ * sizeof(T); }
  void release() {
    if (!borrowed_) std::free(data_);
    data_ = nullptr, borrowed_ = false;
    size_ = 0;
  }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
  bool borrowed_ = false;
};

}  // namespace kk
