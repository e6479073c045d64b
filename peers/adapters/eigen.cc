#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include "peers/adapter.h"

#define ULPFORGE_TEXT(x) #x
#define ULPFORGE_VERSION_TEXT(a, b, c) ULPFORGE_TEXT(a) "." ULPFORGE_TEXT(b) "." ULPFORGE_TEXT(c)

namespace ulpforge {
namespace {

template <auto kFunction>
void Array(const float* in, float* out, size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::Map<Eigen::ArrayXf>(out, size) = kFunction(Eigen::Map<const Eigen::ArrayXf>(in, size));
}

// One value takes another path than an array (the C library's function), so there is no chain.
template <auto kFunction>
constexpr AdapterFunction Row(const char* target) {
  return {.target = target, .array = &Array<kFunction>, .chain = nullptr};
}

constexpr AdapterFunction kFunctions[] = {
    Row<[](const auto& x) { return x.exp(); }>("exp"),
    Row<[](const auto& x) { return x.expm1(); }>("expm1"),
    Row<[](const auto& x) { return x.log2(); }>("log2"),
    Row<[](const auto& x) { return x.log(); }>("log"),
    Row<[](const auto& x) { return x.log1p(); }>("log1p"),
    Row<[](const auto& x) { return x.sin(); }>("sin"),
    Row<[](const auto& x) { return x.cos(); }>("cos"),
    Row<[](const auto& x) { return x.tan(); }>("tan"),
    Row<[](const auto& x) { return x.asin(); }>("asin"),
    Row<[](const auto& x) { return x.atan(); }>("atan"),
    Row<[](const auto& x) { return x.sinh(); }>("sinh"),
    Row<[](const auto& x) { return x.tanh(); }>("tanh"),
    Row<[](const auto& x) { return x.logistic(); }>("sigmoid"),
    Row<[](const auto& x) { return x.erf(); }>("erf"),
    Row<[](const auto& x) { return x.erfc(); }>("erfc"),
};

}  // namespace

const Adapter ULPFORGE_PEER_LEVEL::kEigenAdapter = {
    .version = ULPFORGE_VERSION_TEXT(EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION),
    .functions = kFunctions,
    .count = sizeof kFunctions / sizeof kFunctions[0],
};

}  // namespace ulpforge
