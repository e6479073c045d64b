// PieceMap: the pieces of one function, each on the largest range of floats on which one exists. They are
// built when they are first needed.
//
// Thread safety: one PieceMap per thread.
#pragma once

#include <cstdint>
#include <map>

#include "accuracy/reference/piece_builder.h"
#include "accuracy/reference/taylor_piece.h"

namespace ulpforge {

class PieceMap {
 public:
  struct Entry {
    uint32_t last_bits;  // the last float of the range; for the last range of a sign, beyond the floats
    TaylorPiece piece;
  };

  explicit PieceMap(const RealFunction& f) : f_(f) {}

  // The piece of a finite float; kPointwise where even eight floats have none. Valid until the next call.
  const Entry& Find(uint32_t bits);

  // How many there are.
  size_t size() const { return entries_.size(); }

 private:
  const Entry& Build(uint32_t bits);

  RealFunction f_;
  std::map<uint32_t, Entry> entries_;  // by the first float of the range
};

}  // namespace ulpforge
