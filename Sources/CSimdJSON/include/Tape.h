// The tape of simdjson (https://github.com/simdjson/simdjson/blob/v3.0.1/doc/tape.md), handed out as pointers.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads one document at a time into buffers that it owns and uses again.
typedef struct tape_parser tape_parser;

/// What the parser made of a document; valid until its next document.
typedef struct {
  /// Null when the text is not acceptable.
  const uint64_t *tape;
  /// Strings, each as four bytes of length, the bytes, and a NUL; 64 bytes past the last one can be read.
  const uint8_t *strings;
  /// Whether it is memory that was missing, not the text that is wrong.
  int is_out_of_memory;
} tape_document;

/// How many bytes behind a text must be readable for it to be parsed in place.
enum { tape_padding = 64 };

/// Null when there is no memory.
tape_parser *tape_parser_create(size_t maximum_depth);
void tape_parser_destroy(tape_parser *parser);

/// Parses one JSON text.
///
/// Unless `tape_padding` bytes behind the text are readable (`is_padded`), it is copied first.
tape_document tape_parser_parse(tape_parser *parser, const uint8_t *bytes, size_t count, int is_padded);

#ifdef __cplusplus
}
#endif
