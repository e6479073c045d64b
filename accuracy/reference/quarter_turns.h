// QuarterTurnTable: periodic functions at large floats, by exact reduction to |r| <= pi / 4 (Payne and Hanek,
// "Radian reduction for trigonometric functions", ACM SIGNUM Newsletter 18, 1983).
//
// For x = m 2^e with an integer m < 2^24, only the bits of 2^e / (2 pi) below its point matter: m times the
// 128 leading ones, modulo 2^128, is the fraction of a turn, short of the truth by less than 2^24 2^-127.
// From it the nearest quarter q is taken, and r = x - q pi / 2 is formed as a pair of doubles with a relative
// error of at most 2^-100 and that of the fraction, which is below 2^-68 while |r| >= 2^-32; for other x
// nothing is known. Among all floats 0x1.f37c8ap95 is nearest to a multiple of pi / 2, at 2^-29.2. f(r) comes
// from TaylorPieces, found by the leading bits of r.
//
// Thread safety: immutable.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "accuracy/reference/fast_value.h"
#include "accuracy/reference/taylor_piece.h"
#include "dsl/numbers/scalar_table.h"
#include "targets/target_table.h"

namespace ulpforge {

class QuarterTurnTable {
 public:
  explicit QuarterTurnTable(const QuarterTurns& turns);

  // The floats for which it is made.
  static constexpr float kSmallest = 0.5;

  // values[i] belongs to the float with the bits first_bits + i. REQUIRES: they are finite and not below
  // kSmallest in magnitude.
  void Evaluate(uint32_t first_bits, std::span<FastValue> values) const;

 private:
  // The pieces of a function on 2^-32 <= r < 1, by the exponent of r and the seven bits that follow.
  static constexpr int kLeastExponent = -32;
  static constexpr int kCellBits = 7;
  static constexpr size_t kCells = static_cast<size_t>(-kLeastExponent) << kCellBits;
  struct Cells {
    SeriesPointer series;
    std::array<uint16_t, kCells> piece;  // index
  };

  struct Quarter {
    size_t cells;                 // index
    std::array<double, 2> signs;  // of r >= 0 and of r < 0
  };

  size_t CellsOf(SeriesPointer series);
  FastValue Value(unsigned __int128 turns, bool negative) const;

  Extended two_pi_;
  std::vector<TaylorPiece> pieces_;
  std::vector<Cells> cells_;
  std::array<Quarter, 4> quarters_;
  std::vector<unsigned __int128> turns_;  // of powers of two, by exponent
};

}  // namespace ulpforge
