// What the Swift record engine needs from C and C++: byte primitives, fingerprints, the structure of texts, the tape of
// simdjson, number literals and member names.
#pragma once
#include "Bytes.h"
#include "Fingerprint.h"
#include "Names.h"
#include "Numbers.h"
#include "Sets.h"
#include "Structure.h"
#include "Tape.h"
