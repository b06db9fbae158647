// Finds where a JSON value ends without reading it: strings, escapes and depth only.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many bytes behind a text must be readable for its structure to be scanned.
enum { structure_padding = 64 };

/// How far the scan of one object, array or string has come; all zero before its first byte.
typedef struct {
  /// Brackets that are open.
  uint64_t depth;
  /// All ones inside a string, else zero.
  uint64_t in_string;
  /// Whether a backslash before the next byte escapes it.
  uint64_t is_escaped;
} structure_scan;

/// How many of `count` bytes belong to the value; goes on where the scan before it stopped.
///
/// `is_complete` says whether its end was found: the bracket that closes the first one, whatever its kind, or the closing
/// quote of a string. Otherwise the answer is `count`. The first byte of a value must be `{`, `[` or `"`.
/// `structure_padding` bytes behind `bytes + count` must be readable; what they hold does not matter.
size_t structure_value_end(structure_scan *scan, const uint8_t *bytes, size_t count, int *is_complete);

/// How many leading bytes are white space of JSON.
size_t structure_space_prefix(const uint8_t *bytes, size_t count);

/// How many leading bytes are none of white space, comma, colon, quote and brackets: a number, a literal, or nonsense.
size_t structure_word_prefix(const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
