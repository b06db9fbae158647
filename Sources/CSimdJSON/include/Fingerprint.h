// SipHash-2-4 with a result of 128 bits (Aumasson and Bernstein, 2012).
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The sixteen bytes of the hash, as two words in their order; the same in every process.
typedef struct {
  uint64_t first;
  uint64_t second;
} bytes_fingerprint;

bytes_fingerprint bytes_siphash128(const uint8_t *bytes, size_t count, uint64_t key0, uint64_t key1);

#ifdef __cplusplus
}
#endif
