// Sets of bytes, asked sixteen bytes at a step.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// For each lower half of a byte a bit for every upper half below 8; bytes from 0x80 on are in it all or not at all.
typedef struct {
  uint8_t rows[16];
  uint8_t has_high;
} byte_set;

/// The sets of the standards that formats follow: ASCII letters, digits, and what the comment says.
typedef enum {
  /// Of an atom of an e-mail address (RFC 5321, section 4.1.2): ``!#$%&'*+-/=?^_`{|}~``
  bytes_of_atoms,
  /// Of a label of a host name (RFC 1123, section 2.1): `-`
  bytes_of_labels,
  /// Of a scheme (RFC 3986, section 3.1): `+-.`
  bytes_of_schemes,
  /// Of a registered name (section 3.2.2): `-._~!$&'()*+,;=`
  bytes_of_hosts,
  /// Of user information (section 3.2.1): as a registered name, and `:`
  bytes_of_users,
  /// Of a segment without a colon (section 3.3): as a registered name, and `@`
  bytes_of_names,
  /// Of a path (section 3.3): as user information, and `@/`
  bytes_of_paths,
  /// Of a query or a fragment (section 3.4): as a path, and `?`
  bytes_of_queries,
} byte_class;

/// - Parameter members: whether each of the 256 bytes is a member; from 0x80 on, the first counts for all.
byte_set byte_set_of(const uint8_t *members);

/// How many leading bytes belong to the set.
size_t byte_set_prefix(const byte_set *set, const uint8_t *bytes, size_t count);
size_t byte_class_prefix(byte_class set, const uint8_t *bytes, size_t count);

/// So many bytes of one set in a row.
typedef struct {
  /// Which of the sets; negative for a run of one byte, which is its complement: `~'-'`.
  int32_t set;
  uint32_t minimum;
  /// `UINT32_MAX` for no bound.
  uint32_t maximum;
} byte_run;

/// Runs one after the other, each as long as it can be.
typedef struct {
  const byte_set *sets;
  size_t set_count;
  const byte_run *runs;
  size_t run_count;
  /// Whether the text must end behind them.
  int is_whole;
} byte_runs;

/// Whether a text begins with the runs.
int byte_runs_match(const byte_runs *runs, const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
