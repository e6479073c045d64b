#include "classical/identities.h"

#include <array>
#include <initializer_list>

namespace ulpforge {
namespace {

using enum Argument;
using enum Form;
using enum Ending;

struct Identity {
  std::initializer_list<std::string_view> targets;
  FrameKind frame;
};

// To add a functional equation, add a row, or a name to one.
const std::array kIdentities = {
    Identity{{"exp2", "exp"}, {kInput, kGeneral, kSquarings}},
    Identity{{"exp2", "exp"}, {kInput, kSymmetric, kSquarings}},
    Identity{{"exp2", "exp"}, {kShiftedToMiddle, kScaledSymmetric, kSquarings}},
    Identity{{"expm1"}, {kInput, kGeneral, kDoubleMinusOne}},
    Identity{{"expm1"}, {kInput, kVanishing, kDoubleMinusOne}},
    Identity{{"expm1"}, {kInput, kSymmetricLessOne, kDoubleMinusOne}},
    Identity{{"log2", "log", "log1p"}, {kMobius, kOdd, kOffset}},
    Identity{{"log2", "log", "log1p", "atan"}, {kMobiusMiddle, kOdd, kOffset}},
    Identity{{"log2", "log"}, {kRoots, kGeneral, kNone}},
    Identity{{"log2", "log"}, {kRootsMobius, kOdd, kNone}},
    Identity{{"log1p"}, {kInput, kVanishing, kNone}},
    Identity{{"asin", "atan", "erf"}, {kInput, kOdd, kNone}},
    Identity{{"sin"}, {kInput, kOdd, kTripleSine}},
    Identity{{"sinh"}, {kInput, kOdd, kTripleSinh}},
    Identity{{"tan"}, {kInput, kOdd, kDoubleTangent}},
    Identity{{"tanh"}, {kInput, kOdd, kDoubleTanh}},
    Identity{{"cos"}, {kInput, kEven, kDoubleCosine}},
    Identity{{"asin"}, {kInput, kGeneral, kArcsine}},
    Identity{{"erf"}, {kInput, kGeneral, kComplementPowers}},
    Identity{{"erfc"}, {kInput, kGeneral, kPowers}},
    Identity{{"bessel_i_half"}, {kInput, kGeneral, kSquareRootFactor}},
    Identity{{"bessel_i_half"}, {kInput, kEven, kSquareRootFactor}},
};

bool Names(const Identity& identity, std::string_view target) {
  for (const std::string_view name : identity.targets) {
    if (name == target) return true;
  }
  return false;
}

}  // namespace

std::vector<FrameKind> FramesOf(std::string_view target) {
  std::vector<FrameKind> frames = {FrameKind{}};
  for (const Identity& identity : kIdentities) {
    if (Names(identity, target)) frames.push_back(identity.frame);
  }
  return frames;
}

double NaturalPoint(std::string_view target) { return target == "log2" || target == "log" ? 1 : 0; }

double MobiusPole(std::string_view target, double c) {
  if (target == "log1p") return 2 + c;
  return target == "atan" ? 1 / c : c;
}

bool IsRepeated(const FrameKind& frame) {
  return frame.argument == kRoots || frame.argument == kRootsMobius || frame.ending >= kSquarings;
}

int FirstRepeat(const FrameKind& frame) {
  const bool plain = frame.argument == kInput && frame.form == kGeneral;
  const bool roots = frame.argument == kRoots || frame.argument == kRootsMobius;
  return IsRepeated(frame) && (plain || roots) ? 1 : 0;
}

}  // namespace ulpforge
