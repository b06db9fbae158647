#include "Numbers.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "Blocks.h"
#include "Bytes.h"

namespace {

constexpr int longest_double = 17;  // Digits that tell all doubles apart.
constexpr int surely_double = 15;   // Digits that every double of usual size keeps.
constexpr size_t step = 48;         // From a block to the next one.

bool is_digit(uint8_t byte) { return uint8_t(byte - '0') < 10; }
bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

// A literal taken apart: digits without needless zeros at their ends, and the power of ten of the last one.
struct Literal {
  bool is_valid = false;
  bool is_negative = false;
  bool is_integer = true;
  char digits[longest_double];  // Only the first ones.
  int64_t digit_count = 0;
  int64_t exponent = 0;
  uint64_t integer = 0;
  bool integer_overflows = false;

  Literal(const uint8_t *next, const uint8_t *end) {
    if (next < end && *next == '-') is_negative = true, next++;
    const uint8_t *whole = next;
    while (next < end && is_digit(*next)) add(*next++);
    if (next == whole || (*whole == '0' && next - whole > 1)) return;
    if (next < end && *next == '.') {
      is_integer = false;
      const uint8_t *fraction = ++next;
      while (next < end && is_digit(*next)) add(*next++);
      if (next == fraction) return;
      exponent = fraction - next;
    }
    if (next < end && (*next | 0x20) == 'e') {
      is_integer = false;
      next++;
      bool is_down = next < end && *next == '-';
      if (next < end && (*next == '-' || *next == '+')) next++;
      const uint8_t *power = next;
      int64_t value = 0;
      for (; next < end && is_digit(*next); next++) value = value < int64_t(1) << 50 ? value * 10 + (*next - '0') : value;
      if (next == power) return;
      exponent += is_down ? -value : value;
    }
    if (next != end) return;
    exponent += zeros;
    is_valid = true;
  }

 private:
  int64_t zeros = 0;  // Behind the last digit that counts.

  void add(uint8_t byte) {
    integer_overflows |= __builtin_mul_overflow(integer, uint64_t(10), &integer);
    integer_overflows |= __builtin_add_overflow(integer, uint64_t(byte - '0'), &integer);
    if (byte == '0') {
      zeros += digit_count > 0;
      return;
    }
    for (; zeros > 0; zeros--) append('0');
    append(char(byte));
  }

  void append(char digit) {
    if (digit_count < longest_double) digits[digit_count] = digit;
    digit_count++;
  }
};

uint64_t bits_of_double(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

double nearest_double(const Literal &literal) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (literal.digit_count <= surely_double && literal.exponent >= -22 && literal.exponent <= 0) {
    uint64_t digits = 0;
    for (int index = 0; index < literal.digit_count; index++) digits = digits * 10 + uint64_t(literal.digits[index] - '0');
    // Both are exact, so their quotient is rounded once.
    return double(digits) / powers[-literal.exponent];
  }
  char text[longest_double + 32];
  memcpy(text, literal.digits, size_t(literal.digit_count));
  text[literal.digit_count] = 'e';
  char *end = std::to_chars(text + literal.digit_count + 1, text + sizeof text - 1, literal.exponent).ptr;
  *end = 0;
  return strtod(text, nullptr);
}

// Whether the literal is the shortest decimal that reads back as the double, which is above zero.
bool is_shortest(const Literal &literal, double value) {
  char text[64];
  const char *end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  int64_t count = 0;
  const char *next = text;
  for (; next < end && *next != 'e'; next++) {
    if (*next == '.') continue;
    if (count == literal.digit_count || *next != literal.digits[count]) return false;
    count++;
  }
  if (next == end || count != literal.digit_count) return false;
  next += next[1] == '+' ? 2 : 1;
  int64_t power = 0;
  std::from_chars(next, end, power);
  return power == literal.exponent + literal.digit_count - 1;
}

bool may_stand_before(uint8_t byte) { return byte == ',' || byte == ':' || byte == '[' || is_space(byte); }
bool may_stand_behind(uint8_t byte) { return byte == ',' || byte == '}' || byte == ']' || is_space(byte); }
bool is_of_number(uint8_t byte) {
  return is_digit(byte) || byte == '.' || byte == '-' || byte == '+' || (byte | 0x20) == 'e';
}

bool is_big(const uint8_t *literal, size_t count) { return number_read(literal, count).form == number_big; }

// Every number of the text, one after the other.
bool has_big_number(const uint8_t *json, size_t count) {
  size_t index = 0;
  while (index < count) {
    uint8_t byte = json[index];
    if (byte == '"') {
      index++;
      while (index < count) {
        index += bytes_json_plain_prefix(json + index, count - index);
        if (index >= count || json[index] == '"') break;
        index += json[index] == '\\' ? 2 : 1;
      }
      index++;
    } else if (byte == '-' || is_digit(byte)) {
      size_t start = index;
      while (index < count && is_of_number(json[index])) index++;
      if (is_big(json + start, index - start)) return true;
    } else {
      index++;
    }
  }
  return false;
}

// Where, in 64 bytes, sixteen digits in a row begin; decimal points count as digits.
ALWAYS_INLINE uint64_t long_runs(uint64_t figures) {
  uint64_t runs = figures & figures >> 1;
  runs &= runs >> 2;
  runs &= runs >> 4;
  return runs & runs >> 8;
}

// Where, in a block, a number may stand that only its text holds.
ALWAYS_INLINE uint64_t suspects(const uint8_t *bytes, bool has_extremes) {
  block text = block_at(bytes);
  // From the point over the slash to the nine.
  uint64_t figures = bits_of(text - uint8_t('.') <= uint8_t('9' - '.'));
  uint64_t found = long_runs(figures);
  if (!has_extremes) return found;
  uint64_t letters = bits_of((text | uint8_t(0x20)) == uint8_t('e'));
  uint64_t signs = bits_of((text == uint8_t('-')) | (text == uint8_t('+')));
  return found | (letters & figures << 1 & (figures | signs) >> 1);
}

struct Suspects {
  size_t start;
  uint64_t bits;
};

// The first block from `start` on that holds suspects; blocks overlap, so that sixteen digits in a row stand in one.
ON_WIDE_AND_NARROW_PROCESSORS
Suspects next_suspects(const uint8_t *json, size_t count, size_t start, bool has_extremes) {
  for (; start + sizeof(block) <= count; start += step) {
    uint64_t found = suspects(json + start, has_extremes);
    if (found != 0) return {start, found};
  }
  uint8_t rest[sizeof(block)] = {0};
  if (start < count) memcpy(rest, json + start, count - start);
  return {start, suspects(rest, has_extremes)};
}

}  // namespace

number_reading number_read(const uint8_t *bytes, size_t count) {
  Literal literal(bytes, bytes + count);
  if (!literal.is_valid) return {number_malformed, 0};
  if (literal.is_integer) {
    uint64_t limit = uint64_t(1) << 63;
    if (literal.integer_overflows) return {number_big, 0};
    if (literal.is_negative) {
      if (literal.integer > limit) return {number_big, 0};
      return {number_signed, 0 - literal.integer};
    }
    return {literal.integer < limit ? number_signed : number_unsigned, literal.integer};
  }
  double sign = literal.is_negative ? -1 : 1;
  if (literal.digit_count == 0) return {number_double, bits_of_double(sign * 0.0)};
  int64_t order = literal.digit_count + literal.exponent;
  if (literal.digit_count > longest_double || order > 15 || order < -330) return {number_big, 0};
  double value = nearest_double(literal);
  bool is_exact = literal.digit_count <= surely_double && order > -290;
  if (!is_exact && !is_shortest(literal, value)) return {number_big, 0};
  return {number_double, bits_of_double(sign * value)};
}

int numbers_are_big(const uint8_t *json, size_t count, int has_extremes) {
  size_t start = 0;
  while (start < count) {
    Suspects found = next_suspects(json, count, start, has_extremes);
    start = found.start + step;
    while (found.bits != 0) {
      size_t place = found.start + size_t(__builtin_ctzll(found.bits)), first = place, end = place;
      while (first > 0 && is_of_number(json[first - 1])) first--;
      while (end < count && is_of_number(json[end])) end++;
      if ((first == 0 || may_stand_before(json[first - 1])) && (end == count || may_stand_behind(json[end])) &&
          is_big(json + first, end - first)) {
        // It may still be a part of a string.
        return has_big_number(json, count);
      }
      // A slash counts as a digit above, but belongs to no number.
      end = end > place ? end : place + 1;
      if (end >= found.start + sizeof(block)) {
        start = end;
        break;
      }
      found.bits &= ~uint64_t(0) << (end - found.start);
    }
  }
  return 0;
}
