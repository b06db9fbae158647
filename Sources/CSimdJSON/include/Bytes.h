// Byte primitives that stay fast in unoptimised Swift builds too.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The eight bytes at `bytes`, in the order of the host.
static inline uint64_t bytes_load64(const void *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// The four bytes at `bytes`, in the order of the host.
static inline uint32_t bytes_load32(const void *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// Where the stack of the calling function is.
static inline uintptr_t bytes_stack_place(void) { return (uintptr_t)__builtin_frame_address(0); }

/// The position of the first `byte`, or `count`.
static inline size_t bytes_index_of(const uint8_t *bytes, size_t count, uint8_t byte) {
  const void *found = memchr(bytes, byte, count);
  return found ? (size_t)((const uint8_t *)found - bytes) : count;
}

/// The position of the last `byte`, or `count`.
size_t bytes_last_index_of(const uint8_t *bytes, size_t count, uint8_t byte);

/// Whether `count` bytes are the same.
static inline int bytes_equal(const uint8_t *left, const uint8_t *right, size_t count) {
  return memcmp(left, right, count) == 0;
}

/// Negative, zero or positive as the first bytes come before, are or come behind the others.
static inline int bytes_compare(const uint8_t *left, const uint8_t *right, size_t count) {
  return memcmp(left, right, count);
}

/// How many leading bytes a JSON string may hold as they are: nothing below 0x20, no quote, no backslash.
size_t bytes_json_plain_prefix(const uint8_t *bytes, size_t count);

/// The number of Unicode scalars in valid UTF-8.
size_t bytes_scalar_count(const uint8_t *bytes, size_t count);

/// How many times `byte` occurs.
size_t bytes_count(const uint8_t *bytes, size_t count, uint8_t byte);

/// Whether the bytes are valid UTF-8.
int bytes_are_utf8(const uint8_t *bytes, size_t count);

/// How many leading bytes are valid UTF-8, in whole scalars.
size_t bytes_utf8_prefix(const uint8_t *bytes, size_t count);

/// Memory that is not touched yet, to be given back to `bytes_free`; null when there is none.
static inline void *bytes_allocate(size_t count) { return malloc(count); }
static inline void bytes_free(void *bytes) { free(bytes); }

/// A 64-bit hash of the bytes, the same in every process.
uint64_t bytes_hash64(const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
