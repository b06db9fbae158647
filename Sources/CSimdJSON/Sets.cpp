#include "Sets.h"

#include <algorithm>
#include <cstring>

#include "Bytes.h"

// Processors with AVX2 and BMI look up sixteen bytes at a step, others one by one.
#if defined(__x86_64__)
#define HAS_SHUFFLES 1
#include <immintrin.h>
#define WITH_SHUFFLES __attribute__((target("avx2,bmi,bmi2")))
#define INLINE_WITH_SHUFFLES static inline __attribute__((always_inline, target("avx2,bmi,bmi2")))
#endif

namespace {

constexpr bool is_in(const byte_set &set, uint8_t byte) {
  return byte < 0x80 ? set.rows[byte & 15] >> (byte >> 4) & 1 : set.has_high;
}

constexpr byte_set letters_digits_and(const char *others) {
  byte_set set = {};
  for (int byte = 0; byte < 0x80; byte++) {
    bool is_member = (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
    for (const char *other = others; *other != 0; other++) is_member |= *other == byte;
    if (is_member) set.rows[byte & 15] |= uint8_t(1 << (byte >> 4));
  }
  return set;
}

constexpr byte_set classes[] = {
    letters_digits_and("!#$%&'*+-/=?^_`{|}~"),   letters_digits_and("-"),
    letters_digits_and("+-."),                   letters_digits_and("-._~!$&'()*+,;="),
    letters_digits_and("-._~!$&'()*+,;=:"),      letters_digits_and("-._~!$&'()*+,;=@"),
    letters_digits_and("-._~!$&'()*+,;=:@/"),    letters_digits_and("-._~!$&'()*+,;=:@/?"),
};

// Texts of so many bytes are asked as a whole.
constexpr size_t mask_size = 64;
constexpr size_t most_masks = 8;

size_t prefix_by_bytes(const byte_set &set, const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count && is_in(set, bytes[index])) index++;
  return index;
}

#if HAS_SHUFFLES

// Sixteen bytes at most, in two overlapping halves; up to three are left alone.
INLINE_WITH_SHUFFLES __m128i load_short(const uint8_t *bytes, size_t count) {
  if (count >= 8) return _mm_set_epi64x(int64_t(bytes_load64(bytes + count - 8)), int64_t(bytes_load64(bytes)));
  uint64_t word = 0;
  if (count >= 4) {
    word = uint64_t(bytes_load32(bytes + count - 4)) << 32 | bytes_load32(bytes);
  } else if (count > 0) {
    word = bytes[0] | uint64_t(bytes[count / 2]) << 8 | uint64_t(bytes[count - 1]) << 16;
  }
  return _mm_cvtsi64_si128(int64_t(word));
}

// From a bit for every byte of `load_short` to one for every byte of the text.
INLINE_WITH_SHUFFLES uint32_t in_order(uint32_t bits, size_t count) {
  if (count >= 8) return (bits & 0xFF) | bits >> 8 << (count - 8);
  if (count >= 4) return (bits & 0xF) | (bits >> 4 & 0xF) << (count - 4);
  if (count == 0) return 0;
  // The first byte, the one in the middle, the last one.
  return (bits & 1) | (bits >> 1 & 1) << (count / 2) | (bits >> 2 & 1) << (count - 1);
}

struct ShuffledSet {
  __m128i rows;
  uint32_t high;

  __attribute__((always_inline, target("avx2,bmi,bmi2"))) explicit ShuffledSet(const byte_set &set)
      : rows(_mm_loadu_si128(reinterpret_cast<const __m128i *>(set.rows))), high(set.has_high ? 0xFFFF : 0) {}

  // A bit for every byte that belongs to the set.
  __attribute__((always_inline, target("avx2,bmi,bmi2"))) uint32_t members(__m128i text) const {
    const __m128i nibble = _mm_set1_epi8(15);
    const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, char(128), 0, 0, 0, 0, 0, 0, 0, 0);
    __m128i row = _mm_shuffle_epi8(rows, _mm_and_si128(text, nibble));
    __m128i bit = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(text, 4), nibble));
    __m128i others = _mm_cmpeq_epi8(_mm_and_si128(row, bit), _mm_setzero_si128());
    uint32_t low = ~uint32_t(_mm_movemask_epi8(others)) & 0xFFFF;
    return low | (uint32_t(_mm_movemask_epi8(text)) & high);
  }
};

INLINE_WITH_SHUFFLES __m128i load(const uint8_t *bytes) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes)); }

WITH_SHUFFLES size_t prefix_by_shuffles(const byte_set &set, const uint8_t *bytes, size_t count) {
  ShuffledSet members(set);
  if (count < 16) {
    uint32_t others = ~in_order(members.members(load_short(bytes, count)), count) | uint32_t(1) << count;
    return size_t(__builtin_ctz(others));
  }
  for (size_t index = 0; index < count; index += 16) {
    // The last sixteen bytes may have been seen before, and are members then.
    size_t start = std::min(index, count - 16);
    uint32_t others = members.members(load(bytes + start)) ^ 0xFFFF;
    if (others != 0) return start + size_t(__builtin_ctz(others));
  }
  return count;
}

// A bit for every byte of a text of up to 64 that belongs to each set.
INLINE_WITH_SHUFFLES void masks_by_shuffles(
    const byte_set *sets, size_t set_count, const uint8_t *bytes, size_t count, uint64_t *masks) {
  if (count < 16) {
    __m128i text = load_short(bytes, count);
    for (size_t set = 0; set < set_count; set++) masks[set] = in_order(ShuffledSet(sets[set]).members(text), count);
    return;
  }
  for (size_t set = 0; set < set_count; set++) {
    ShuffledSet members(sets[set]);
    uint64_t mask = 0;
    for (size_t index = 0; index + 16 <= count; index += 16)
      mask |= uint64_t(members.members(load(bytes + index))) << index;
    masks[set] = mask | uint64_t(members.members(load(bytes + count - 16))) << (count - 16);
  }
}

// Every processor with BMI2 has BMI and AVX2 too.
bool has_shuffles() { return __builtin_cpu_supports("bmi2"); }

#endif

size_t prefix(const byte_set &set, const uint8_t *bytes, size_t count) {
#if HAS_SHUFFLES
  if (has_shuffles()) return prefix_by_shuffles(set, bytes, count);
#endif
  return prefix_by_bytes(set, bytes, count);
}

#if HAS_SHUFFLES

// The runs of a text of up to 64 bytes, by the bits of what belongs to their sets; behind the text there are none.
WITH_SHUFFLES bool runs_match_by_shuffles(const byte_runs &pattern, const uint8_t *bytes, size_t count) {
  uint64_t masks[most_masks];
  masks_by_shuffles(pattern.sets, pattern.set_count, bytes, count, masks);
  size_t index = 0;
  for (const byte_run *run = pattern.runs; run != pattern.runs + pattern.run_count; run++) {
    if (run->set < 0) {
      if (index == count || bytes[index] != uint8_t(~run->set)) return false;
      index++;
      continue;
    }
    uint64_t others = index < mask_size ? ~(masks[run->set] >> index) : ~uint64_t(0);
    size_t length = others == 0 ? mask_size - index : size_t(__builtin_ctzll(others));
    length = std::min(length, size_t(run->maximum));
    if (length < run->minimum) return false;
    index += length;
  }
  return !pattern.is_whole || index == count;
}

#endif

bool runs_match(const byte_runs &pattern, const uint8_t *bytes, size_t count) {
  size_t index = 0;
  for (const byte_run *run = pattern.runs; run != pattern.runs + pattern.run_count; run++) {
    size_t length;
    if (run->set < 0) {
      length = index < count && bytes[index] == uint8_t(~run->set);
    } else {
      length = prefix(pattern.sets[run->set], bytes + index, std::min(count - index, size_t(run->maximum)));
    }
    if (length < run->minimum) return false;
    index += length;
  }
  return !pattern.is_whole || index == count;
}

}  // namespace

byte_set byte_set_of(const uint8_t *members) {
  byte_set set = {};
  for (int byte = 0; byte < 0x80; byte++)
    if (members[byte]) set.rows[byte & 15] |= uint8_t(1 << (byte >> 4));
  set.has_high = members[0x80];
  return set;
}

size_t byte_set_prefix(const byte_set *set, const uint8_t *bytes, size_t count) { return prefix(*set, bytes, count); }

size_t byte_class_prefix(byte_class set, const uint8_t *bytes, size_t count) {
  return prefix(classes[set], bytes, count);
}

int byte_runs_match(const byte_runs *runs, const uint8_t *bytes, size_t count) {
#if HAS_SHUFFLES
  if (count <= mask_size && runs->set_count <= most_masks && has_shuffles())
    return runs_match_by_shuffles(*runs, bytes, count);
#endif
  return runs_match(*runs, bytes, count);
}
