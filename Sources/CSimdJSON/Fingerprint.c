#include "Fingerprint.h"

#include <string.h>

#include "Bytes.h"

static inline uint64_t rotate(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

typedef struct {
  uint64_t a, b, c, d;
} state;

static inline void round_(state *s) {
  s->a += s->b;
  s->b = rotate(s->b, 13) ^ s->a;
  s->a = rotate(s->a, 32);
  s->c += s->d;
  s->d = rotate(s->d, 16) ^ s->c;
  s->a += s->d;
  s->d = rotate(s->d, 21) ^ s->a;
  s->c += s->b;
  s->b = rotate(s->b, 17) ^ s->c;
  s->c = rotate(s->c, 32);
}

static inline void absorb(state *s, uint64_t word) {
  s->d ^= word;
  round_(s);
  round_(s);
  s->a ^= word;
}

static inline uint64_t squeeze(state *s) {
  for (int index = 0; index < 4; index++) round_(s);
  return s->a ^ s->b ^ s->c ^ s->d;
}

bytes_fingerprint bytes_siphash128(const uint8_t *bytes, size_t count, uint64_t key0, uint64_t key1) {
  state s = {key0 ^ 0x736F6D6570736575u, key1 ^ 0x646F72616E646F6Du ^ 0xEE, key0 ^ 0x6C7967656E657261u,
             key1 ^ 0x7465646279746573u};
  size_t index = 0;
  for (; index + 8 <= count; index += 8) absorb(&s, bytes_load64(bytes + index));
  uint64_t last = 0;
  if (index < count) memcpy(&last, bytes + index, count - index);
  absorb(&s, last | (uint64_t)count << 56);
  bytes_fingerprint result;
  s.c ^= 0xEE;
  result.first = squeeze(&s);
  s.b ^= 0xDD;
  result.second = squeeze(&s);
  return result;
}
