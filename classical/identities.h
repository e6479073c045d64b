// The functional equations of the targets that textbooks use to make approximation easier: one table.
// A FrameKind says how f is written through a core function that is easier to approximate: the core is a
// function of an argument v of x (or of v^2), a form makes y of it, an ending makes f of y.
//
// Thread safety: immutable.
#pragma once

#include <string_view>
#include <vector>

namespace ulpforge {

// v as a function of x.
enum class Argument {
  kInput,            // x
  kShiftedToMiddle,  // x - c, c the middle of the domain
  kMobius,           // (x - c) / (x + d): f(x) - f(c) is odd in it; c the natural point
  kMobiusMiddle,     // the same with f(c) in the middle of the values at the ends of the domain
  kRoots,            // x^(1 / 2^k), k square roots
  kRootsMobius,      // the same argument as kMobius, of v = x^(1 / 2^k)
};

// y as a function of v.
enum class Form {
  kGeneral,           // R(v)
  kVanishing,         // v R(v)
  kEven,              // R(v^2)
  kOdd,               // v R(v^2)
  kSymmetric,         // (S(v^2) + v) / (S(v^2) - v), for y(v) y(-v) = 1
  kScaledSymmetric,   // the same times y(0)
  kSymmetricLessOne,  // 2 v / (S(v^2) - v), the same minus 1
};

// f as a function of y. The steps with a k are repeated k times; then y approximates f(x / 2^k), f(x / 3^k)
// for the triple angle, up to a constant factor that saves an operation in each step.
enum class Ending {
  kNone,
  kOffset,            // y + f(c)
  kSquareRootFactor,  // sqrt(x) y
  kArcsine,           // pi / 2 - sqrt(1 - x) y (Abramowitz, Stegun, 4.4.45)
  kSquarings,         // k times y^2
  kPowers,            // the same, without a functional equation: y approximates f^(1 / 2^k)
  kComplementPowers,  // 1 - y^(2^k) (Hastings; Abramowitz, Stegun, 7.1.28)
  kDoubleMinusOne,    // k times y (y + 2)
  kDoubleCosine,      // k times 2 y^2 - 1
  kTripleSine,        // k times y (3 - 4 y^2)
  kTripleSinh,        // k times y (3 + 4 y^2)
  kDoubleTangent,     // k times 2 y / (1 - y^2)
  kDoubleTanh,        // k times 2 y / (1 + y^2)
};

struct FrameKind {
  Argument argument = Argument::kInput;
  Form form = Form::kGeneral;
  Ending ending = Ending::kNone;

  friend bool operator==(const FrameKind&, const FrameKind&) = default;
};

// The ways to write the target: the plain one, R(x), which every function has, and those of the table.
std::vector<FrameKind> FramesOf(std::string_view target);

// The point about which textbooks expand the target.
double NaturalPoint(std::string_view target);

// The d of Argument::kMobius: by the addition theorem f(x) - f(c) is an odd function of (x - c) / (x + d).
double MobiusPole(std::string_view target, double c);

// Whether something is done k times, and the smallest k that gives a frame that no other row gives.
bool IsRepeated(const FrameKind& frame);
int FirstRepeat(const FrameKind& frame);

}  // namespace ulpforge
