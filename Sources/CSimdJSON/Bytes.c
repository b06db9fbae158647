#include "Bytes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline int is_plain(uint8_t byte) { return byte >= 0x20 && byte != '"' && byte != '\\'; }

size_t bytes_json_plain_prefix(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1F);
  for (; index + 16 <= count; index += 16) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, last_control), block);
    __m128i special = _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash));
    int mask = _mm_movemask_epi8(_mm_or_si128(special, control));
    if (mask != 0) return index + (size_t)__builtin_ctz((unsigned)mask);
  }
#else
  const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  for (; index + 8 <= count; index += 8) {
    uint64_t word = bytes_load64(bytes + index);
    uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
    uint64_t found = ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
    if ((found & highs) != 0) break;
  }
#endif
  while (index < count && is_plain(bytes[index])) index++;
  return index;
}

size_t bytes_last_index_of(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t end = count;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8((char)byte);
  for (; end >= 16; end -= 16) {
    __m128i found = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + end - 16)), wanted);
    unsigned mask = (unsigned)_mm_movemask_epi8(found);
    if (mask != 0) return end - 16 + (31 - (size_t)__builtin_clz(mask));
  }
#endif
  for (; end > 0; end--)
    if (bytes[end - 1] == byte) return end - 1;
  return count;
}

// The length of the scalar at `bytes` (RFC 3629, section 4), or 0.
static size_t scalar_length(const uint8_t *bytes, size_t count) {
  uint8_t first = bytes[0];
  if (first < 0x80) return 1;
  size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || length > count) return 0;
  for (size_t index = 1; index < length; index++)
    if ((bytes[index] & 0xC0) != 0x80) return 0;
  if (first == 0xE0 && bytes[1] < 0xA0) return 0;  // Longer than needed.
  if (first == 0xED && bytes[1] > 0x9F) return 0;  // A surrogate.
  if (first == 0xF0 && bytes[1] < 0x90) return 0;  // Longer than needed.
  if (first == 0xF4 && bytes[1] > 0x8F) return 0;  // Beyond U+10FFFF.
  return length;
}

size_t bytes_utf8_prefix(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count) {
    size_t length = scalar_length(bytes + index, count - index);
    if (length == 0) break;
    index += length;
  }
  return index;
}

static inline uint64_t fold(uint64_t left, uint64_t right) {
  unsigned __int128 product = (unsigned __int128)left * right;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Multiply and fold, sixteen bytes at a time (the construction of wyhash).
uint64_t bytes_hash64(const uint8_t *bytes, size_t count) {
  const uint64_t first = 0xA0761D6478BD642Fu, second = 0xE7037ED1A0B428DBu, third = 0x8EBC6AF09C88C6E3u;
  uint64_t state = first ^ (uint64_t)count;
  size_t index = 0;
  for (; index + 16 <= count; index += 16)
    state = fold(bytes_load64(bytes + index) ^ second, bytes_load64(bytes + index + 8) ^ state);
  uint64_t tail[2] = {0, 0};
  memcpy(tail, bytes + index, count - index);
  state = fold(tail[0] ^ second, tail[1] ^ state);
  return fold(state ^ third, (uint64_t)count ^ first);
}
