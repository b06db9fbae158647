#include "Names.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

#include "Bytes.h"

namespace {

struct Name {
  const uint8_t *bytes;
  uint32_t count;

  Name(const uint64_t *tape, const uint8_t *strings, size_t index) {
    const uint8_t *start = strings + (tape[index] & 0x00FFFFFFFFFFFFFF);
    bytes = start + 4;
    count = bytes_load32(start);
  }

  bool operator==(const Name &other) const { return count == other.count && memcmp(bytes, other.bytes, count) == 0; }

  // From the ends of the name; eight bytes behind every string of the tape can be read.
  uint64_t hash() const {
    uint64_t head = bytes_load64(bytes), tail = 0;
    if (count < 8) {
      head &= (uint64_t(1) << (8 * count)) - 1;
    } else {
      tail = bytes_load64(bytes + count - 8);
    }
    uint64_t mixed = (head ^ tail * 0x9E3779B97F4A7C15u) + count;
    return mixed * 0xD6E8FEB86659FD93u;
  }
};

// For sorting: names that differ differ mostly in their hashes.
struct Entry {
  uint64_t hash;
  uint32_t place;
};

constexpr size_t slot_count = 256;
constexpr size_t most_in_slots = 64;

}  // namespace

struct name_search {
  // A search of an object in the upper half, where a name stands in the lower half.
  uint64_t slots[slot_count] = {};
  uint32_t object = 0;
  std::vector<uint32_t> containers;
  std::vector<Entry> entries;

  const uint64_t *tape;
  const uint8_t *strings;
  uint32_t *found;
  size_t found_count;
  size_t maximum;

  void run(size_t root) {
    containers.clear();
    keep(root);
    while (!containers.empty() && found_count < maximum) {
      size_t index = containers.back();
      containers.pop_back();
      if (tape[index] >> 56 == '{') {
        look_through(index);
      } else {
        size_t end = last(index);
        for (size_t cursor = index + 1; cursor < end; cursor = next(cursor)) keep(cursor);
      }
    }
  }

 private:
  size_t last(size_t container) const { return size_t(uint32_t(tape[container])) - 1; }

  static bool is_container(uint64_t word) { return (word >> 56 | 0x20) == '{'; }

  // Without a branch for every kind, because kinds are hard to foresee.
  size_t next(size_t index) const {
    uint64_t word = tape[index];
    uint64_t tag = word >> 56;
    size_t behind = index + 1 + (tag == 'l' || tag == 'u' || tag == 'd');
    return is_container(word) ? uint32_t(word) : behind;
  }

  void keep(size_t index) {
    // Empty ones hold nothing.
    if (is_container(tape[index]) && uint32_t(tape[index]) > index + 2) containers.push_back(uint32_t(index));
  }

  void look_through(size_t index) {
    size_t end = last(index);
    bool is_small = (tape[index] >> 32 & 0xFFFFFF) <= most_in_slots;
    if (++object == 0) {
      memset(slots, 0, sizeof slots);
      object = 1;
    }
    entries.clear();
    for (size_t cursor = index + 1; cursor < end;) {
      Name name(tape, strings, cursor);
      if (is_small) {
        enter(name, cursor);
      } else {
        entries.push_back({bytes_hash64(name.bytes, name.count), uint32_t(cursor)});
      }
      keep(cursor + 1);
      cursor = next(cursor + 1);
    }
    if (!is_small) sort_names();
  }

  void enter(const Name &name, size_t place) {
    size_t slot = name.hash() >> 56;
    while (slots[slot] >> 32 == object) {
      if (Name(tape, strings, uint32_t(slots[slot])) == name) {
        report(place);
        return;
      }
      slot = (slot + 1) % slot_count;
    }
    slots[slot] = uint64_t(object) << 32 | place;
  }

  void sort_names() {
    std::sort(entries.begin(), entries.end(), [this](const Entry &left, const Entry &right) {
      if (left.hash != right.hash) return left.hash < right.hash;
      Name a(tape, strings, left.place), b(tape, strings, right.place);
      if (a.count != b.count) return a.count < b.count;
      int order = memcmp(a.bytes, b.bytes, a.count);
      return order != 0 ? order < 0 : left.place < right.place;
    });
    for (size_t index = 1; index < entries.size(); index++) {
      const Entry &left = entries[index - 1], &right = entries[index];
      if (left.hash == right.hash && Name(tape, strings, left.place) == Name(tape, strings, right.place))
        report(right.place);
    }
  }

  void report(size_t place) {
    if (found_count < maximum) found[found_count++] = uint32_t(place);
  }
};

name_search *name_search_create(void) { return new (std::nothrow) name_search; }

void name_search_destroy(name_search *search) { delete search; }

size_t name_search_run(
    name_search *search, const uint64_t *tape, const uint8_t *strings, size_t index, uint32_t *found, size_t maximum) {
  search->tape = tape;
  search->strings = strings;
  search->found = found;
  search->found_count = 0;
  search->maximum = maximum;
  try {
    search->run(index);
  } catch (const std::bad_alloc &) {
  }
  std::sort(found, found + search->found_count);
  return search->found_count;
}
