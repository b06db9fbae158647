#include "Structure.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// One bit a byte, the first byte lowest.
typedef struct {
  uint64_t quote, backslash, open, close;
} classes;

#if defined(__SSE2__)
static inline classes classify(const uint8_t *bytes) {
  classes found = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    // Square and curly brackets differ in one bit.
    __m128i curly = _mm_or_si128(block, _mm_set1_epi8(0x20));
    int shift = 16 * part;
    found.quote |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('"'))) << shift;
    found.backslash |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))) << shift;
    found.open |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(curly, _mm_set1_epi8('{'))) << shift;
    found.close |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(curly, _mm_set1_epi8('}'))) << shift;
  }
  return found;
}
#else
static inline classes classify(const uint8_t *bytes) {
  classes found = {0, 0, 0, 0};
  for (int index = 0; index < 64; index++) {
    uint8_t byte = bytes[index], curly = byte | 0x20;
    found.quote |= (uint64_t)(byte == '"') << index;
    found.backslash |= (uint64_t)(byte == '\\') << index;
    found.open |= (uint64_t)(curly == '{') << index;
    found.close |= (uint64_t)(curly == '}') << index;
  }
  return found;
}
#endif

// Each bit: whether an odd number of bits up to and including it is set.
static inline uint64_t prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// The bytes that a backslash before them escapes, among the first `length`.
static inline uint64_t escaped_bytes(uint64_t backslash, unsigned length, uint64_t *carry) {
  uint64_t escaped = *carry;
  backslash &= ~escaped;
  *carry = 0;
  while (backslash != 0) {
    unsigned place = (unsigned)__builtin_ctzll(backslash);
    if (place + 1 == length) {
      *carry = 1;
      break;
    }
    escaped |= 2ull << place;
    // What is escaped escapes nothing.
    backslash &= ~(3ull << place);
  }
  return escaped;
}

size_t structure_value_end(structure_scan *scan, const uint8_t *bytes, size_t count, int *is_complete) {
  size_t offset = 0;
  *is_complete = 0;
  while (offset < count) {
    unsigned length = count - offset < 64 ? (unsigned)(count - offset) : 64;
    uint64_t within = length == 64 ? ~0ull : (1ull << length) - 1;
    classes found = classify(bytes + offset);
    uint64_t escaped = escaped_bytes(found.backslash & within, length, &scan->is_escaped);
    uint64_t quote = found.quote & ~escaped & within;
    uint64_t string = prefix_xor(quote) ^ scan->in_string;
    if (scan->depth == 0) {
      // A string by itself: its first quote was here or in an earlier block, and the first one outside of it ends it.
      uint64_t closing = quote & ~string;
      int starts_string = scan->in_string == 0 && (quote & 1) != 0;
      if (starts_string || scan->in_string != 0) {
        if (closing != 0) {
          *is_complete = 1;
          return offset + (size_t)__builtin_ctzll(closing) + 1;
        }
        scan->in_string = ~0ull;
        offset += length;
        continue;
      }
    }
    uint64_t open = found.open & ~string & within, close = found.close & ~string & within;
    uint64_t closing = (uint64_t)__builtin_popcountll(close);
    if (scan->depth > closing) {
      scan->depth += (uint64_t)__builtin_popcountll(open) - closing;
    } else {
      for (uint64_t brackets = open | close; brackets != 0; brackets &= brackets - 1) {
        uint64_t bracket = brackets & (0 - brackets);
        if ((open & bracket) != 0) {
          scan->depth++;
        } else if (--scan->depth == 0) {
          *is_complete = 1;
          return offset + (size_t)__builtin_ctzll(bracket) + 1;
        }
      }
    }
    scan->in_string = (string >> (length - 1) & 1) != 0 ? ~0ull : 0;
    offset += length;
  }
  return count;
}

static inline int is_space(uint8_t byte) { return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09; }

size_t structure_space_prefix(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count && is_space(bytes[index])) index++;
  return index;
}

size_t structure_word_prefix(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count) {
    uint8_t byte = bytes[index], curly = byte | 0x20;
    if (is_space(byte) || byte == ',' || byte == ':' || byte == '"' || curly == '{' || curly == '}') break;
    index++;
  }
  return index;
}
