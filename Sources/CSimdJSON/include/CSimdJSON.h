// What the Swift record engine needs from C and C++: byte primitives, the structure of texts, and the tape of simdjson.
#pragma once
#include "Bytes.h"
#include "Structure.h"
#include "Tape.h"
