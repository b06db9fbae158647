// Member names that an object on the tape has twice.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Memory for one search after the other.
typedef struct name_search name_search;

/// Null when there is no memory.
name_search *name_search_create(void);
void name_search_destroy(name_search *search);

/// Looks through all objects of the value at `index`, itself included.
///
/// Small objects take constant time a name; in large ones names are sorted, so that no choice of names is slow.
/// - Parameter found: gets the places on the tape of names that stood in their object before, in ascending order.
/// - Returns: how many there are, at most `maximum`; less when there is no memory for a large object.
size_t name_search_run(
    name_search *search, const uint64_t *tape, const uint8_t *strings, size_t index, uint32_t *found, size_t maximum);

#ifdef __cplusplus
}
#endif
