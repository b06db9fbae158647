// What the Swift record engine needs from C and C++: byte primitives, the tape of simdjson, number literals, names.
#pragma once
#include "Bytes.h"
#include "Names.h"
#include "Numbers.h"
#include "Tape.h"
