// What the Swift record engine needs from C and C++: byte primitives and the tape of simdjson.
#pragma once
#include "Bytes.h"
#include "Fingerprint.h"
#include "Tape.h"
