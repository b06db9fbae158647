#include "Lines.h"

#include <algorithm>
#include <memory>
#include <new>
#include <simdjson.h>

#include "Bytes.h"
#include "Surrogates.h"

namespace {

// The structure of so many bytes stays in the cache of the first level; one bad line spoils no more than these.
constexpr size_t window_size = 16 << 10;

}  // namespace

struct line_parser {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  simdjson::dom::document document;

  const uint8_t *bytes = nullptr;
  size_t count = 0;

  // Whole lines, from `start` on, whose structure was looked for; a line feed stands at `end`.
  size_t start = 0;
  size_t end = 0;
  bool is_structured = false;
  bool may_have_surrogates = false;

  bool allocate(size_t maximum_depth) {
    const simdjson::implementation *active = simdjson::get_active_implementation();
    // One level of simdjson is the document itself.
    return active->create_dom_parser_implementation(window_size, maximum_depth + 1, parser) == simdjson::SUCCESS &&
           document.allocate(window_size) == simdjson::SUCCESS;
  }

  line_outcome read(size_t offset, size_t length) {
    if (offset >= end) open_window(offset);
    if (!is_structured || offset + length > end) return line_untried;
    uint32_t first = uint32_t(offset - start), last = uint32_t(first + length);
    const uint32_t *indexes = parser->structural_indexes.get();
    uint32_t next = parser->next_structural_index, index_count = parser->n_structural_indexes;
    // What is left of lines that were refused or not tried.
    while (next < index_count && indexes[next] < first) next++;
    parser->next_structural_index = next;
    if (next == index_count || !is_container(bytes[start + indexes[next]])) return line_untried;
    bool is_read = parser->stage2_next(document) == simdjson::SUCCESS;
    uint32_t behind = parser->next_structural_index;
    // Neither may its value go on over the line, nor may the line go on behind its value.
    if (!is_read || indexes[behind - 1] >= last || (behind < index_count && indexes[behind] < last)) {
      parser->next_structural_index = next;
      return line_refused;
    }
    return may_have_surrogates && has_lone_surrogate(bytes + offset, length) ? line_refused : line_read;
  }

 private:
  static bool is_container(uint8_t byte) { return byte == '{' || byte == '['; }

  // A value that is not closed meets the line feed at the end of the window, which fits nowhere.
  void open_window(size_t offset) {
    size_t limit = std::min(count - offset, window_size);
    size_t length = bytes_last_index_of(bytes + offset, limit, '\n');
    is_structured = false;
    start = end = offset;
    if (length == 0 || length == limit) return;
    end = offset + length;
    is_structured =
        parser->stage1(bytes + offset, length, simdjson::stage1_mode::regular) == simdjson::SUCCESS;
    may_have_surrogates = is_structured && may_have_surrogate(bytes + offset, length);
  }
};

line_parser *line_parser_create(size_t maximum_depth) {
  std::unique_ptr<line_parser> parser(new (std::nothrow) line_parser);
  return parser && parser->allocate(maximum_depth) ? parser.release() : nullptr;
}

void line_parser_destroy(line_parser *parser) { delete parser; }

void line_parser_begin(line_parser *parser, const uint8_t *bytes, size_t count) {
  parser->bytes = bytes;
  parser->count = count;
  parser->start = parser->end = 0;
  parser->is_structured = false;
}

line_outcome line_parser_read(line_parser *parser, size_t offset, size_t count, tape_document *document) {
  line_outcome outcome = parser->read(offset, count);
  if (outcome == line_read)
    *document = {parser->document.tape.get(), parser->document.string_buf.get(), 0};
  return outcome;
}
