// simdjson's parse alone, the limit of every tool that parses: lines|many|read FILE.
//   lines  every line parsed into a tape by itself
//   many   simdjson's own stream of documents; it ends at the first document that is malformed
//   read   nothing parsed: blocks read, newlines counted
#include <simdjson.h>
#include <sys/resource.h>
#include <fcntl.h>
#include <unistd.h>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

static double cpu() {
  rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

struct Count { size_t records = 0, malformed = 0, bytes = 0; };

// Reads the file in blocks and gives every whole line; 64 bytes behind it may be read.
template <typename Line> static void eachLine(const char *path, Count &count, Line line) {
  const size_t size = 1 << 20;
  std::vector<char> block(size + simdjson::SIMDJSON_PADDING);
  int file = open(path, O_RDONLY);
  if (file < 0) { perror(path); exit(1); }
  size_t kept = 0;
  for (ssize_t got; (got = read(file, block.data() + kept, size - kept)) > 0;) {
    count.bytes += got;
    char *start = block.data(), *end = start + kept + got;
    while (char *at = static_cast<char *>(memchr(start, '\n', end - start))) {
      line(start, at - start);
      start = at + 1;
    }
    kept = end - start;
    memmove(block.data(), start, kept);
  }
  if (kept) line(block.data(), kept);
  close(file);
}

int main(int argc, char **argv) {
  if (argc != 3) { fprintf(stderr, "usage: %s lines|many|read FILE\n", argv[0]); return 64; }
  std::string how = argv[1];
  const char *path = argv[2];
  Count count;
  double used = cpu();
  auto begin = std::chrono::steady_clock::now();
  if (how == "lines") {
    simdjson::dom::parser parser;
    eachLine(path, count, [&](const char *text, size_t length) {
      count.records++;
      count.malformed += parser.parse(text, length, false).error() != simdjson::SUCCESS;
    });
  } else if (how == "many") {
    simdjson::dom::parser parser;
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path).get(text)) return 1;
    count.bytes = text.size();
    simdjson::dom::document_stream documents;
    if (parser.parse_many(text, 1 << 20).get(documents)) return 1;
    for (auto document : documents) {
      count.records++;
      if (document.error()) { count.malformed++; break; }
    }
  } else {
    eachLine(path, count, [&](const char *, size_t) { count.records++; });
  }
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  printf("{\"seconds\":%f,\"cpu\":%f,\"bytes\":%zu,\"records\":%zu,\"malformed\":%zu}\n", seconds, cpu() - used, count.bytes,
         count.records, count.malformed);
}
