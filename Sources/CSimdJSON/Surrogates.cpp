#include "Surrogates.h"

#include <cstring>

#include "Blocks.h"

namespace {

// Four hexadecimal digits that simdjson has already accepted.
uint32_t unit(const uint8_t *digits) {
  uint32_t value = 0;
  for (int index = 0; index < 4; index++) {
    uint8_t digit = digits[index];
    value = value << 4 | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
  }
  return value;
}

// Whether the escape of a surrogate begins in 64 bytes, of which two more can be read.
ALWAYS_INLINE bool begins_surrogate(const uint8_t *bytes) {
  block first = block_at(bytes);
  // Most texts have no escapes at all.
  if (bits_of(first == uint8_t('\\')) == 0) return false;
  block second = block_at(bytes + 1), third = block_at(bytes + 2) | uint8_t(0x20);
  return bits_of((first == uint8_t('\\')) & (second == uint8_t('u')) & (third == uint8_t('d'))) != 0;
}

}  // namespace

ON_WIDE_AND_NARROW_PROCESSORS
bool may_have_surrogate(const uint8_t *bytes, size_t count) {
  constexpr size_t window = sizeof(block) + 2;
  if (count < window) {
    uint8_t whole[window] = {0};
    memcpy(whole, bytes, count);
    return begins_surrogate(whole);
  }
  for (size_t index = 0; index + window <= count; index += sizeof(block))
    if (begins_surrogate(bytes + index)) return true;
  return begins_surrogate(bytes + count - window);
}

bool has_lone_surrogate(const uint8_t *bytes, size_t count) {
  const uint8_t *end = bytes + count;
  const uint8_t *next = bytes;
  while ((next = static_cast<const uint8_t *>(std::memchr(next, '\\', size_t(end - next)))) != nullptr) {
    if (next[1] != 'u') {
      next += 2;
      continue;
    }
    uint32_t first = unit(next + 2);
    next += 6;
    if ((first & 0xF800) != 0xD800) continue;
    bool is_pair = first < 0xDC00 && end - next >= 6 && next[0] == '\\' && next[1] == 'u' &&
                   (unit(next + 2) & 0xFC00) == 0xDC00;
    if (!is_pair) return true;
    next += 6;
  }
  return false;
}
