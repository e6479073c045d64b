#include "accuracy/contract/contract.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/reference/direction.h"
#include "accuracy/reference/exact_reference.h"
#include "base/flush_mode.h"
#include "dsl/numbers/number.h"
#include "dsl/numbers/ordinal.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

absl::Status Wrong(std::string message) { return absl::InvalidArgumentError(std::move(message)); }

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

absl::StatusOr<Policy> ParsePolicy(std::string_view flag, std::string_view text, Policy otherwise) {
  if (text.empty()) return otherwise;
  for (const Policy policy : {Policy::kIeee, Policy::kFlush, Policy::kUnspecified}) {
    if (policy == Policy::kFlush && flag != "subnormal") continue;
    if (text == FormatPolicy(policy)) return policy;
  }
  return Wrong(fmt::format("--{} {}: expected {}", flag, text,
                           flag == "subnormal" ? "ieee, flush or any" : "ieee or any"));
}

absl::StatusOr<float> ParseValue(const FloatFormat& format, std::string_view text) {
  if (text == "nan") return std::numeric_limits<float>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<float>::infinity();
  if (text == "-inf") return -std::numeric_limits<float>::infinity();
  const absl::StatusOr<double> value = ReadDouble(text);
  if (!value.ok()) return value.status();
  return RoundToFormat(format, *value);
}

// Builds a contract clause by clause; each reads what those before it have set.
class ContractMaker {
 public:
  ContractMaker(const Target& target, const ContractOptions& options)
      : target_(target),
        options_(options),
        format_(*options.format),
        result_(options.result == nullptr ? format_ : *options.result),
        exact_(target, result_) {
    contract_.format = &format_;
    if (&result_ != &format_) contract_.result = &result_;
    contract_.max_ulp = options.max_ulp;
    contract_.monotonic = options.monotonic;
    contract_.flush_mode = options.flush_mode;
  }

  absl::StatusOr<Contract> Make() {
    for (const auto step :
         {&ContractMaker::CheckFlushMode, &ContractMaker::SetVariant, &ContractMaker::SetDomain,
          &ContractMaker::SetPolicies, &ContractMaker::SetExactPoints, &ContractMaker::SetSymmetry,
          &ContractMaker::CheckMonotonic, &ContractMaker::CheckMaxUlp}) {
      if (absl::Status status = (this->*step)(); !status.ok()) return status;
    }
    return contract_;
  }

 private:
  absl::Status CheckFlushMode() {
    if (!options_.flush_mode) return absl::OkStatus();
    if (!kHasFlushMode) {
      return Wrong(
          "--flush: this CPU has no MXCSR in which to set the mode; leave it out or check on x86-64");
    }
    for (const FloatFormat* format : {&format_, &result_}) {
      if (format == &kFloat32) continue;
      return Wrong(
          fmt::format("--flush: code for {} computes in float32 between conversions that ignore the "
                      "mode; leave it out or take --format float32 with results of float32",
                      format->name));
    }
    if (options_.subnormal != FormatPolicy(Policy::kIeee)) return absl::OkStatus();
    return Wrong(
        "--subnormal ieee: no result is subnormal with --flush; leave one of them out or take --subnormal "
        "flush");
  }

  absl::Status SetVariant() {
    if (options_.variant == FormatVariant(Variant::kFinite)) {
      contract_.variant = Variant::kFinite;
    } else if (!options_.variant.empty() && options_.variant != FormatVariant(Variant::kFull)) {
      return Wrong(fmt::format("--variant {}: expected finite or full", options_.variant));
    }
    return absl::OkStatus();
  }

  absl::Status SetDomain() {
    if (contract_.variant == Variant::kFull) {
      if (options_.domain.empty()) return absl::OkStatus();
      return Wrong(
          fmt::format("--domain {}: the variant full is for every input; leave the domain out or take "
                      "--variant finite",
                      options_.domain));
    }
    const absl::StatusOr<Interval> domain =
        options_.domain.empty() ? FiniteDomain(target_, format_, result_) : ParseInterval(options_.domain);
    if (!domain.ok()) return domain.status();
    if (domain->lo < target_.defined.lo || domain->hi > target_.defined.hi) {
      return Wrong(fmt::format("--domain {}: {} is defined on {} only; take a domain inside",
                               FormatInterval(*domain), target_.name, FormatInterval(target_.defined)));
    }
    contract_.domain = *domain;
    return InputBlocks::Create(format_, contract_.domain).status();
  }

  absl::Status SetPolicies() {
    const bool full = contract_.variant == Variant::kFull;
    const Policy otherwise = full ? Policy::kIeee : Policy::kUnspecified;
    const absl::StatusOr<Policy> nan = ParsePolicy("nan", options_.nan, otherwise);
    if (!nan.ok()) return nan.status();
    const absl::StatusOr<Policy> infinity = ParsePolicy("inf", options_.infinity, otherwise);
    if (!infinity.ok()) return infinity.status();
    const absl::StatusOr<Policy> subnormal =
        ParsePolicy("subnormal", options_.subnormal, options_.flush_mode ? Policy::kFlush : Policy::kIeee);
    if (!subnormal.ok()) return subnormal.status();
    if (!full && *nan == Policy::kIeee) {
      return Wrong("--nan ieee: the variant finite has no NaN in its domain; take --variant full");
    }
    contract_.nan = *nan;
    contract_.infinity = *infinity;
    contract_.subnormal = *subnormal;
    return absl::OkStatus();
  }

  absl::Status SetExactPoints() {
    for (const std::string& text : options_.exact) {
      const absl::StatusOr<ExactPoint> point = ParseExactPoint(text);
      if (!point.ok()) return point.status();
      if (absl::Status status = CheckExactPoint(text, *point); !status.ok()) return status;
      contract_.exact.push_back(*point);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<ExactPoint> ParseExactPoint(const std::string& text) const {
    const size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return Wrong(fmt::format("--exact {}: expected input=result, such as 0=1", text));
    }
    ExactPoint point;
    for (const auto& [part, format, value] : {std::tuple{text.substr(0, equals), &format_, &point.x},
                                              std::tuple{text.substr(equals + 1), &result_, &point.y}}) {
      const absl::StatusOr<float> parsed = ParseValue(*format, part);
      if (!parsed.ok()) {
        return Wrong(fmt::format("--exact {}: '{}' is none of inf, -inf, nan, and not {}", text, part,
                                 std::string(parsed.status().message())));
      }
      *value = *parsed;
    }
    return point;
  }

  absl::Status CheckExactPoint(const std::string& text, const ExactPoint& point) {
    if (contract_.domain) {
      const absl::StatusOr<InputBlocks> inputs = InputBlocks::Create(format_, contract_.domain);
      if (!inputs.ok()) return inputs.status();
      if (!inputs->Contains(RoundToBits(format_, point.x))) {
        return Wrong(fmt::format("--exact {}: {} is not in the domain {}", text, FormatHex(point.x),
                                 FormatInterval(*contract_.domain)));
      }
    }
    for (const ExactPoint& other : contract_.exact) {
      if (SameBits(other.x, point.x) && !SameBits(other.y, point.y)) {
        return Wrong(fmt::format("--exact {}: another result at {} is asked for as well; leave one out", text,
                                 FormatHex(point.x)));
      }
    }
    const RoundedValue rounded = exact_.RoundIfKnown(point.x);
    if (!rounded.known) return absl::OkStatus();
    const float correct = rounded.value;
    const bool close = std::isfinite(correct) && std::isfinite(point.y)
                           ? exact_.Error(point.x, point.y).ulp <= 1
                           : correct == point.y || (std::isnan(correct) && std::isnan(point.y));
    if (close) return absl::OkStatus();
    return Wrong(fmt::format("--exact {}: {} is {} at {}, more than 1 ULP away", text, target_.name,
                             FormatHex(correct), FormatHex(point.x)));
  }

  absl::Status SetSymmetry() {
    const std::string& text = options_.symmetry;
    if (text.empty() || text == FormatSymmetry(Symmetry::kNone)) return absl::OkStatus();
    if (text == FormatSymmetry(Symmetry::kOdd)) {
      contract_.symmetry = Symmetry::kOdd;
    } else if (text == FormatSymmetry(Symmetry::kEven)) {
      contract_.symmetry = Symmetry::kEven;
    } else {
      return Wrong(fmt::format("--symmetry {}: expected odd, even or none", text));
    }
    // Analytic functions: a few points tell.
    for (const float x : {0.25f, 0.625f, 0.875f, 1.5f, 3.0f}) {
      const float right = exact_.Round(x);
      const float left = exact_.Round(-x);
      const float mirrored = contract_.symmetry == Symmetry::kOdd ? -right : right;
      if (SameBits(left, mirrored) || (std::isnan(left) && std::isnan(right))) continue;
      return Wrong(fmt::format("--symmetry {}: {} is {} at {} and {} at {}", text, target_.name,
                               FormatHex(right), FormatHex(x), FormatHex(left), FormatHex(-x)));
    }
    const std::optional<Interval>& d = contract_.domain;
    if (!d || (d->lo == -d->hi && d->lo_open == d->hi_open)) return absl::OkStatus();
    return Wrong(fmt::format("--symmetry {}: the domain {} is not symmetric; give one such as [-1,1]", text,
                             FormatInterval(*d)));
  }

  absl::Status CheckMonotonic() {
    if (!contract_.monotonic || target_.monotonicity != Monotonicity::kNone) return absl::OkStatus();
    const std::optional<Interval>& d = contract_.domain;
    if (d && DirectionBetween(target_, d->lo, d->hi) != Direction::kUnknown) return absl::OkStatus();
    return Wrong(fmt::format("--monotonic: {} is not proved to be monotonic on {}; leave it out{}",
                             target_.name, FormatInputs(d), d ? " or take a smaller domain" : ""));
  }

  absl::Status CheckMaxUlp() {
    if (contract_.max_ulp >= 0.5) return absl::OkStatus();
    return Wrong(
        fmt::format("--max-ulp {}: correct rounding has 0.5; give at least that", contract_.max_ulp));
  }

  const Target& target_;
  const ContractOptions& options_;
  const FloatFormat& format_;  // of the inputs
  const FloatFormat& result_;
  ExactReference exact_;
  Contract contract_;
};

// Between a value with the property and one without it: the last with it. Values are taken in their order.
class EndOfRange {
 public:
  explicit EndOfRange(const FloatFormat& format) : format_(format) {}

  template <class Property>
  float Find(float with, float without, Property has) const {
    int64_t inside = ToOrdinal(format_, with);
    int64_t outside = ToOrdinal(format_, without);
    while (std::abs(outside - inside) > 1) {
      const int64_t middle = inside + (outside - inside) / 2;
      (has(FromOrdinal(format_, middle)) ? inside : outside) = middle;
    }
    return FromOrdinal(format_, inside);
  }

 private:
  const FloatFormat& format_;
};

}  // namespace

absl::StatusOr<Contract> MakeContract(const Target& target, const ContractOptions& options) {
  return ContractMaker(target, options).Make();
}

absl::StatusOr<Interval> FiniteDomain(const Target& target, const FloatFormat& format,
                                      const FloatFormat& result) {
  if (target.monotonicity == Monotonicity::kNone) {
    return Wrong(fmt::format("the variant finite of {} needs --domain", target.name));
  }
  ExactReference exact(target, result);
  const auto smallest = static_cast<float>(format.smallest_normal());
  const auto smallest_result = static_cast<float>(result.smallest_normal());
  const EndOfRange ends(format);
  const auto end = [&](double limit) {
    const auto all = static_cast<float>(std::clamp(limit, -format.largest(), format.largest()));
    // 1 is in every domain; at an end that is a pole, or towards which f underflows, there is an inner one.
    const auto finite = [&](float x) { return std::isfinite(exact.Round(x)); };
    float found = finite(all) ? all : ends.Find(1, all, finite);
    const auto normal = [&](float x) { return std::fabs(exact.Round(x)) >= smallest_result; };
    if (!normal(found) && exact.Round(1) != 0) found = ends.Find(1, found, normal);
    return std::fabs(found) < smallest ? std::copysign(smallest, static_cast<float>(1)) : found;
  };
  return Interval{.lo = end(target.defined.lo), .hi = end(target.defined.hi)};
}

std::string FormatContract(const Contract& contract) {
  std::string text(FormatVariant(contract.variant));
  if (contract.result != nullptr) {
    text += fmt::format(" {} to {}", contract.format->name, contract.result->name);
  } else if (contract.format != &kFloat32) {
    text += fmt::format(" {}", contract.format->name);
  }
  if (contract.domain) text += fmt::format(" on {}", FormatInterval(*contract.domain));
  text += fmt::format(", nan {}, inf {}, subnormal {}", FormatPolicy(contract.nan),
                      FormatPolicy(contract.infinity), FormatPolicy(contract.subnormal));
  for (const ExactPoint& point : contract.exact) {
    text += fmt::format(", exact {}={}", FormatHex(point.x), FormatHex(point.y));
  }
  if (contract.symmetry != Symmetry::kNone) text += fmt::format(", {}", FormatSymmetry(contract.symmetry));
  if (contract.monotonic) text += ", monotonic";
  if (contract.flush_mode) text += fmt::format(", under {}", kFlushModeText);
  if (std::isfinite(contract.max_ulp)) text += fmt::format(", at most {} ULP", contract.max_ulp);
  return text;
}

std::string_view FormatVariant(Variant variant) { return variant == Variant::kFinite ? "finite" : "full"; }

std::string_view FormatPolicy(Policy policy) {
  switch (policy) {
    case Policy::kIeee:
      return "ieee";
    case Policy::kFlush:
      return "flush";
    case Policy::kUnspecified:
      return "any";
  }
  return "";
}

std::string_view FormatSymmetry(Symmetry symmetry) {
  switch (symmetry) {
    case Symmetry::kNone:
      return "none";
    case Symmetry::kOdd:
      return "odd";
    case Symmetry::kEven:
      return "even";
  }
  return "";
}

}  // namespace ulpforge
