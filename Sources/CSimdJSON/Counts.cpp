#include "Blocks.h"
#include "Bytes.h"

ON_WIDE_AND_NARROW_PROCESSORS
size_t bytes_count(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t found = 0, index = 0;
  for (; index + sizeof(block) <= count; index += sizeof(block))
    found += size_t(__builtin_popcountll(bits_of(block_at(bytes + index) == byte)));
  for (; index < count; index++) found += bytes[index] == byte;
  return found;
}

ON_WIDE_AND_NARROW_PROCESSORS
size_t bytes_scalar_count(const uint8_t *bytes, size_t count) {
  // All but the bytes that continue a scalar.
  size_t found = 0, index = 0;
  for (; index + sizeof(block) <= count; index += sizeof(block))
    found += size_t(__builtin_popcountll(bits_of((block_at(bytes + index) & uint8_t(0xC0)) != uint8_t(0x80))));
  for (; index < count; index++) found += (bytes[index] & 0xC0) != 0x80;
  return found;
}
