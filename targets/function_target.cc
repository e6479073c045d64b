#include "targets/function_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "base/nearest_name.h"
#include "targets/expression.h"
#include "targets/expression_value.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr size_t kLongestIdentifier = 40;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// An expression with its target, which refers to it.
class OwnedTarget {
 public:
  explicit OwnedTarget(Expression expression) : expression_(std::move(expression)) {
    target_.name = expression_.text();
    target_.description = "a function of the user";
    target_.domain = {0, 1, false, false};
    target_.measure = Measure::kRelative;
    target_.series = [this](arb_poly_t result, const arb_t x, slong length, slong precision) {
      expression_.Series(result, x, length, precision);
    };
    target_.reference = [this](mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
      return ValueOfExpression(expression_, result, x, rounding);
    };
    target_.reference_name = "Arb";
    target_.expression = &expression_;
  }
  OwnedTarget(const OwnedTarget&) = delete;
  OwnedTarget& operator=(const OwnedTarget&) = delete;

  const Target& target() const { return target_; }

 private:
  Expression expression_;
  Target target_;
};

class OwnedTargets {
 public:
  const Target* Add(Expression expression) {
    const absl::MutexLock lock(&mutex_);
    std::unique_ptr<OwnedTarget>& owned = targets_[expression.text()];
    if (owned == nullptr) owned = std::make_unique<OwnedTarget>(std::move(expression));
    return &owned->target();
  }

 private:
  absl::Mutex mutex_;
  std::map<std::string, std::unique_ptr<OwnedTarget>, std::less<>> targets_;
};

absl::Status UnknownTarget(std::string_view name) {
  if (FindExpressionFunction(name) != nullptr) {
    return absl::NotFoundError(
        fmt::format("unknown target '{0}'; the function of expressions is written '{0}(x)'", name));
  }
  std::vector<std::string_view> names;
  for (const Target& target : Targets()) names.push_back(target.name);
  const std::string_view nearest = NearestName(name, names);
  if (nearest.empty()) {
    return absl::NotFoundError(
        fmt::format("unknown target '{}'; expected one of {}, or an expression such as 'log(1+exp(x))'", name,
                    fmt::join(names, ", ")));
  }
  return absl::NotFoundError(fmt::format("unknown target '{}'; did you mean '{}'?", name, nearest));
}

}  // namespace

bool IsExpression(std::string_view name) {
  return name == "x" || !std::all_of(name.begin(), name.end(), IsNameCharacter);
}

absl::StatusOr<const Target*> FunctionTarget(std::string_view expression) {
  static auto* const kTargets = new OwnedTargets;
  absl::StatusOr<Expression> parsed = Expression::Parse(expression);
  if (!parsed.ok()) return parsed.status();
  return kTargets->Add(*std::move(parsed));
}

absl::StatusOr<const Target*> ResolveTarget(std::string_view name) {
  if (IsExpression(name)) return FunctionTarget(name);
  const Target* const target = FindTarget(name);
  if (target == nullptr) return UnknownTarget(name);
  return target;
}

std::string TitleOf(const Target& target) {
  if (target.samples != nullptr) return fmt::format("{} samples", target.samples->size());
  return target.expression == nullptr ? std::string(target.name) : fmt::format("function {}", target.name);
}

std::string ValueTextOf(const Target& target) {
  if (target.samples != nullptr) return TitleOf(target);
  return target.expression == nullptr ? fmt::format("{}(x)", target.name) : std::string(target.name);
}

std::string IdentifierOf(const Target& target) {
  std::string identifier;
  for (const char c : target.name) {
    if (IsNameCharacter(c)) {
      identifier += c;
    } else if (!identifier.empty() && identifier.back() != '_') {
      identifier += '_';
    }
  }
  identifier.resize(std::min(identifier.size(), kLongestIdentifier));
  while (identifier.ends_with('_')) identifier.pop_back();
  return identifier;
}

}  // namespace ulpforge
