// What the processor at hand can do, and the system lets it: asked of the library that every processor of its kind can run.
#include <cstring>
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__)
#include <sys/auxv.h>
#endif

namespace {

char names[128];

void add(bool there, const char* name) {
  if (there) std::strcat(std::strcat(names, *names ? " " : ""), name);
}

#if defined(__x86_64__)
struct Leaf {
  unsigned a = 0, b = 0, c = 0, d = 0;
  Leaf(unsigned leaf, unsigned part) { __get_cpuid_count(leaf, part, &a, &b, &c, &d); }
};
bool has(unsigned bits, int bit) { return bits >> bit & 1; }

void look() {
  const Leaf first(1, 0), more(7, 0), last(7, 1);
  unsigned saved = 0, high = 0;  // registers that the system saves
  if (has(first.c, 27)) asm volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
  bool ymm = (saved & 0x6) == 0x6, zmm = (saved & 0xe6) == 0xe6, tiles = (saved & 0x60000) == 0x60000;
  bool avx2 = ymm && has(first.c, 12) && has(more.b, 5);  // with FMA
  bool avx512 = avx2 && zmm && has(more.b, 16) && has(more.b, 17) && has(more.b, 30) && has(more.b, 31);  // F, DQ, BW, VL
  add(has(first.c, 9) && has(first.c, 19), "sse4");  // SSSE3 and SSE4.1
  add(avx2, "avx2");
  add(avx2 && has(last.a, 4), "avxvnni");
  add(avx512 && has(more.c, 11), "avx512vnni");
  add(avx512 && has(last.a, 5), "avx512bf16");
  add(tiles && has(more.d, 22) && has(more.d, 24), "amx");  // bfloat16, tiles
}
#elif defined(__aarch64__)
void look() {
  unsigned long first = getauxval(AT_HWCAP), second = getauxval(AT_HWCAP2);
  add(first >> 20 & 1, "dotprod");
  add(second >> 13 & 1, "i8mm");
  add(second >> 14 & 1, "bf16");
}
#endif

}  // namespace

// Names of `needs` in variants.py, with spaces between; not to be called by two threads at once the first time.
extern "C" __attribute__((visibility("default"))) const char* kk_processor() {
  if (!*names) look();
  return names;
}
