// Packed weights as one flat image: written part by part, and read in the same order as views into it, so that an image which
// is a mapped file costs no copy and is shared by all processes that map it. An image serves the very library that wrote it.
#pragma once
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "buffer.h"

namespace kk {

constexpr size_t kImageUnit = 64;  // every part begins at a multiple of it

// Writes to `to`, or only measures where that is null.
class ImageWriter {
 public:
  explicit ImageWriter(uint8_t* to) : to_(to) {}
  template <class T>
  void value(const T& v) {
    put(&v, sizeof v);
  }
  template <class T>
  void buffer(const Buffer<T>& b) {
    value(b.bytes());
    put(b.get(), b.bytes());
  }
  void vector(const std::vector<float>& v) {
    value(v.size());
    put(v.data(), v.size() * sizeof(float));
  }
  // An object that may be missing.
  template <class T>
  void object(const std::unique_ptr<T>& o) {
    value(bool(o));
    if (o) o->image(*this);
  }
  size_t size() const { return at_; }

 private:
  void put(const void* data, size_t bytes) {
    if (to_ && bytes) std::memcpy(to_ + at_, data, bytes);
    at_ += (bytes + kImageUnit - 1) / kImageUnit * kImageUnit;
  }
  uint8_t* to_;
  size_t at_ = 0;
};

// Reads `size` bytes at `from`, which outlive what is read. Throws std::invalid_argument where an image ends too early.
class ImageReader {
 public:
  ImageReader(const uint8_t* from, size_t size) : from_(from), size_(size) {}
  template <class T>
  void value(T& v) {
    std::memcpy(static_cast<void*>(&v), take(sizeof v), sizeof v);
  }
  template <class T>
  void buffer(Buffer<T>& b) {
    size_t bytes;
    value(bytes);
    b.borrow(reinterpret_cast<const T*>(take(bytes)), bytes / sizeof(T));
  }
  void vector(std::vector<float>& v) {
    size_t n;
    value(n);
    if (n > size_ / sizeof(float)) throw std::invalid_argument("the packed weights are cut off");
    const float* data = reinterpret_cast<const float*>(take(n * sizeof(float)));
    v.assign(data, data + n);
  }
  template <class T>
  void object(std::unique_ptr<T>& o) {
    bool there;
    value(there);
    if (!there) return;
    o.reset(new T());
    o->image(*this);
  }
  // To be called after the last part.
  void end() const {
    if (at_ != size_) throw std::invalid_argument("the packed weights are of another size");
  }

 private:
  const uint8_t* take(size_t bytes) {
    if (bytes > size_ - at_) throw std::invalid_argument("the packed weights are cut off");
    const uint8_t* data = from_ + at_;
    at_ += std::min(size_ - at_, (bytes + kImageUnit - 1) / kImageUnit * kImageUnit);
    return data;
  }
  const uint8_t* from_;
  size_t size_, at_ = 0;
};

}  // namespace kk
