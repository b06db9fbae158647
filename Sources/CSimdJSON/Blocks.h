// Sixty-four bytes at a step, on whatever the processor has.
#pragma once
#include <cstdint>
#include <cstring>

// Compiled twice, and chosen when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define ON_WIDE_AND_NARROW_PROCESSORS __attribute__((target_clones("avx2", "default")))
#else
#define ON_WIDE_AND_NARROW_PROCESSORS
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// Blocks are passed to functions that always become a part of their caller.
#pragma clang diagnostic ignored "-Wpsabi"

typedef uint8_t block __attribute__((vector_size(64)));
typedef bool block_mask __attribute__((ext_vector_type(64)));

ALWAYS_INLINE block block_at(const uint8_t *bytes) {
  block loaded;
  memcpy(&loaded, bytes, sizeof loaded);
  return loaded;
}

// A bit for every byte for which a comparison of blocks holds.
template <typename Comparison>
ALWAYS_INLINE uint64_t bits_of(Comparison comparison) {
  block_mask mask = __builtin_convertvector(comparison, block_mask);
  uint64_t bits;
  memcpy(&bits, &mask, sizeof bits);
  return bits;
}
