// Lines of JSON, with the structure of many of them found in one go: half of the work of short texts is to begin.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "Tape.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Reads lines of one buffer after the other onto a tape that it owns and uses again.
typedef struct line_parser line_parser;

typedef enum {
  /// On the tape.
  line_read,
  /// Not acceptable, or with numbers that the tape does not hold.
  line_refused,
  /// It has to be parsed by itself: no object or array, too long, or beside a line that keeps the structure from being found.
  line_untried,
} line_outcome;

/// Null when there is no memory.
line_parser *line_parser_create(size_t maximum_depth);
void line_parser_destroy(line_parser *parser);

/// Goes on to other bytes: whole lines, behind which `tape_padding` bytes are readable.
///
/// They must stay as they are until the last line of them was read.
void line_parser_begin(line_parser *parser, const uint8_t *bytes, size_t count);

/// Reads the line at `offset`, its end not included; lines are asked for in their order.
///
/// - Parameter document: what the line was made into, valid until the next line; set if it was read.
line_outcome line_parser_read(line_parser *parser, size_t offset, size_t count, tape_document *document);

#ifdef __cplusplus
}
#endif
