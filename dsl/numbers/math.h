// The mathematical functions that ops use, as unqualified names: for float and double they are those of
// the standard library, every other scalar brings its own overloads into this namespace.
#pragma once

#include <cmath>

namespace ulpforge {

using std::fabs;
using std::floor;
using std::fma;
using std::nearbyint;
using std::sqrt;

}  // namespace ulpforge
