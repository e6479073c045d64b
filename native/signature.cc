#include "native/signature.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <string>
#include <type_traits>

#include "fmt/format.h"
#include "native/calls.h"
#include "native/vector_calls.h"

namespace ulpforge {
namespace {

using calls::Array;
using calls::Bfloat16;
using calls::Double;
using calls::Float;
using calls::Float16;
using calls::InOutSize;
using calls::OutInSize;
using calls::Scalar;
using calls::ScalarBits;
using calls::Size32InOut;
using calls::SizeInOut;

bool Always() { return true; }
bool HasAvx() { return __builtin_cpu_supports("avx") != 0; }
bool HasAvx512() { return __builtin_cpu_supports("avx512f") != 0; }

// To add a signature, add a row.
constexpr Signature<float> kFloatSignatures[] = {
    {"float32", "float(float)", "", &Always, &Scalar<Float>::Adapt},
    {"float32", "void(const float*, float*, size_t)", "", &Always, &Array<Float, InOutSize>::Adapt},
    {"float32", "void(float*, const float*, size_t)", "", &Always, &Array<Float, OutInSize>::Adapt},
    {"float32", "void(size_t, const float*, float*)", "", &Always, &Array<Float, SizeInOut>::Adapt},
    {"float32", "void(uint32_t, const float*, float*)", "", &Always, &Array<Float, Size32InOut>::Adapt},
    {"float32", "__m128(__m128)", "", &Always, &VectorFloat128},
    {"float32", "__m256(__m256)", "avx", &HasAvx, &VectorFloat256},
    {"float32", "__m512(__m512)", "avx512f", &HasAvx512, &VectorFloat512},
    {"float16", "_Float16(_Float16)", "", &Always, &calls::AdaptFloat16},
    {"float16", "uint16_t(uint16_t)", "", &Always, &ScalarBits<Float16>::Adapt},
    {"float16", "void(const _Float16*, _Float16*, size_t)", "", &Always, &Array<Float16, InOutSize>::Adapt},
    {"float16", "void(const uint16_t*, uint16_t*, size_t)", "", &Always, &Array<Float16, InOutSize>::Adapt},
    {"float16", "void(uint16_t*, const uint16_t*, size_t)", "", &Always, &Array<Float16, OutInSize>::Adapt},
    {"float16", "void(size_t, const uint16_t*, uint16_t*)", "", &Always, &Array<Float16, SizeInOut>::Adapt},
    {"bfloat16", "uint16_t(uint16_t)", "", &Always, &ScalarBits<Bfloat16>::Adapt},
    {"bfloat16", "void(const uint16_t*, uint16_t*, size_t)", "", &Always, &Array<Bfloat16, InOutSize>::Adapt},
    {"bfloat16", "void(uint16_t*, const uint16_t*, size_t)", "", &Always, &Array<Bfloat16, OutInSize>::Adapt},
    {"bfloat16", "void(size_t, const uint16_t*, uint16_t*)", "", &Always, &Array<Bfloat16, SizeInOut>::Adapt},
};

constexpr Signature<double> kDoubleSignatures[] = {
    {"float64", "double(double)", "", &Always, &Scalar<Double>::Adapt},
    {"float64", "void(const double*, double*, size_t)", "", &Always, &Array<Double, InOutSize>::Adapt},
    {"float64", "void(double*, const double*, size_t)", "", &Always, &Array<Double, OutInSize>::Adapt},
    {"float64", "void(size_t, const double*, double*)", "", &Always, &Array<Double, SizeInOut>::Adapt},
    {"float64", "void(uint32_t, const double*, double*)", "", &Always, &Array<Double, Size32InOut>::Adapt},
    {"float64", "__m128d(__m128d)", "", &Always, &VectorDouble128},
    {"float64", "__m256d(__m256d)", "avx", &HasAvx, &VectorDouble256},
    {"float64", "__m512d(__m512d)", "avx512f", &HasAvx512, &VectorDouble512},
};

bool IsSpace(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Without white space, and without the name that may stand between the result and the arguments.
std::string Canonical(std::string_view text) {
  const auto begin = std::find_if_not(text.begin(), text.end(), IsSpace);
  const auto result_end = std::find_if(begin, text.end(), [](char c) { return IsSpace(c) || c == '('; });
  std::string canonical(begin, result_end);
  std::copy_if(std::find(result_end, text.end(), '('), text.end(), std::back_inserter(canonical),
               [](char c) { return !IsSpace(c); });
  return canonical;
}

template <class T>
absl::Status Unknown(std::string_view text, std::string_view format) {
  std::string known;
  for (const Signature<T>& row : Signatures<T>()) {
    if (row.format == format) known += fmt::format("{}{}", known.empty() ? "" : ", ", row.text);
  }
  if (known.empty()) {
    return absl::InvalidArgumentError(fmt::format("functions cannot be called with format '{}'", format));
  }
  return absl::InvalidArgumentError(
      fmt::format("unknown signature '{}' for {}; known: {}", text, format, known));
}

}  // namespace

template <>
std::span<const Signature<float>> Signatures<float>() {
  return kFloatSignatures;
}
template <>
std::span<const Signature<double>> Signatures<double>() {
  return kDoubleSignatures;
}

template <class T>
absl::StatusOr<const Signature<T>*> FindSignature(std::string_view text, std::string_view format) {
  if (format.empty()) format = Signatures<T>().front().format;
  const std::string wanted = Canonical(text);
  for (const Signature<T>& row : Signatures<T>()) {
    if (row.format != format || (!wanted.empty() && Canonical(row.text) != wanted)) continue;
    if (row.cpu_has_it()) return &row;
    return absl::FailedPreconditionError(
        fmt::format("signature '{}' needs a CPU with {}, which this one lacks", row.text, row.cpu_feature));
  }
  return Unknown<T>(text, format);
}

template absl::StatusOr<const Signature<float>*> FindSignature(std::string_view, std::string_view);
template absl::StatusOr<const Signature<double>*> FindSignature(std::string_view, std::string_view);

}  // namespace ulpforge
