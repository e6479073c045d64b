// The part of an emitted C file that is written in intrinsics of AVX2 and FMA. For the sources of this folder
// only.
//
// Why: the loop that a compiler makes of the plain text computes one vector after the other. A kernel is a
// chain of dependent operations, and the processor's window is too small to find enough of the next vectors'
// operations behind it. Here the operations of several vectors alternate in the text.
#pragma once

#include <optional>
#include <string>

#include "dsl/reads.h"
#include "emit/storage.h"

namespace ulpforge {

struct Avx2Text {
  std::string function;  // {name}_avx2, of 8 values
  std::string loop;      // the body of {name}_array: all of in[i] to out[i], i from 0 to n
};

// in[i] and out[i] lie as `storage` says. Nothing if an op of the program has no such text, or if the program
// does not read its input. REQUIRES: in_flight > 0.
std::optional<Avx2Text> EmitAvx2(const Program& program, const Reads& reads, const std::string& name,
                                 int in_flight, const StorageText& storage);

}  // namespace ulpforge
