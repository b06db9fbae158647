// JSON number literals: which of them 64 bits hold exactly.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What holds a literal exactly.
typedef enum {
  /// Not a literal of JSON.
  number_malformed,
  /// Written without fraction and exponent, and fits 64 signed bits.
  number_signed,
  /// The same, but only 64 unsigned bits are enough.
  number_unsigned,
  /// Less than 10^15 from zero, and the shortest decimal that reads back as the double.
  number_double,
  /// Only its text.
  number_big,
} number_form;

typedef struct {
  number_form form;
  /// The integer or the double; 0 where the form has neither.
  uint64_t bits;
} number_reading;

/// Reads a whole literal (RFC 8259, section 6).
number_reading number_read(const uint8_t *literal, size_t count);

/// Whether a text of valid JSON has a number of the form `number_big` outside of its strings.
///
/// 64 bytes at a step as long as nothing looks like one.
/// - Parameter has_extremes: whether numbers of few digits may be big, too, because of their exponents. Those are the
///   numbers whose double is 0, nearer to it than 10^-290, or at least 10^15 from it.
int numbers_are_big(const uint8_t *json, size_t count, int has_extremes);

#ifdef __cplusplus
}
#endif
