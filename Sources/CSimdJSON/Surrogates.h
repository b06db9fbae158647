// Escapes of surrogates in texts that simdjson has accepted.
#pragma once
#include <cstddef>
#include <cstdint>

// Whether the text looks, anywhere, like the escape of a surrogate; 64 bytes at a step.
bool may_have_surrogate(const uint8_t *bytes, size_t count);

// simdjson 3.0 lets an escaped low surrogate stand alone, and writes bytes that are not UTF-8.
bool has_lone_surrogate(const uint8_t *bytes, size_t count);
