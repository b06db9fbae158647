#include "Tape.h"

#include <cstring>
#include <new>
#include <simdjson.h>

#include "Blocks.h"
#include "Bytes.h"

struct tape_parser {
  simdjson::dom::parser parser;
};

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
  block first = block_at(bytes), second = block_at(bytes + 1), third = block_at(bytes + 2) | uint8_t(0x20);
  return bits_of((first == uint8_t('\\')) & (second == uint8_t('u')) & (third == uint8_t('d'))) != 0;
}

// Whether the text looks, anywhere, like the escape of a surrogate.
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

// simdjson 3.0 lets an escaped low surrogate stand alone, and writes bytes that are not UTF-8.
bool has_lone_surrogate(const uint8_t *bytes, size_t count) {
  const uint8_t *end = bytes + count;
  const uint8_t *next = bytes;
  if (!may_have_surrogate(bytes, count)) return false;
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

}  // namespace

tape_parser *tape_parser_create(size_t maximum_depth) {
  tape_parser *parser = new (std::nothrow) tape_parser;
  if (parser == nullptr) return nullptr;
  // One level of simdjson is the document itself.
  if (parser->parser.allocate(4096, maximum_depth + 1) != simdjson::SUCCESS) {
    delete parser;
    return nullptr;
  }
  return parser;
}

void tape_parser_destroy(tape_parser *parser) { delete parser; }

tape_document tape_parser_parse(tape_parser *parser, const uint8_t *bytes, size_t count, int is_padded) {
  simdjson::dom::element root;
  simdjson::error_code error = parser->parser.parse(bytes, count, !is_padded).get(root);
  if (error != simdjson::SUCCESS) return {nullptr, nullptr, error == simdjson::MEMALLOC};
  if (has_lone_surrogate(bytes, count)) return {nullptr, nullptr, 0};
  return {parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get(), 0};
}

int bytes_are_utf8(const uint8_t *bytes, size_t count) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count) ? 1 : 0;
}
