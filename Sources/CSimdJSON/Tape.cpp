#include "Tape.h"

#include <new>
#include <simdjson.h>

#include "Bytes.h"
#include "Surrogates.h"

struct tape_parser {
  simdjson::dom::parser parser;
};

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
  if (may_have_surrogate(bytes, count) && has_lone_surrogate(bytes, count)) return {nullptr, nullptr, 0};
  return {parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get(), 0};
}

int bytes_are_utf8(const uint8_t *bytes, size_t count) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count) ? 1 : 0;
}
