// Invariant checks. A failed check is a bug in Ulpforge, never bad input: it prints the place and the
// condition and aborts, so that a wrong result cannot be published.
#pragma once

#include <cstdio>
#include <cstdlib>

#define ULPFORGE_CHECK(condition)                                                        \
  do {                                                                                   \
    if (!(condition)) [[unlikely]] {                                                     \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
