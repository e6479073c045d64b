// Any text must be parsed or refused; what is parsed is parsed again from its own text to the same, and has a
// value that does not depend on how often it is asked for.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "targets/expression.h"

namespace ulpforge {
namespace {

Ball ValueAt(const Expression& expression, double x) {
  BallSeries series;
  expression.Series(series.ptr(), Ball(x).ptr(), 1, 64);
  Ball value;
  arb_poly_get_coeff_arb(value.ptr(), series.ptr(), 0);
  return value;
}

// Functions that take long for arguments of any size are left to the unit tests.
bool IsCheap(std::string_view text) {
  if (text.size() > 80) return false;
  for (const std::string_view name : {"gamma", "zeta", "bessel", "airy", "^", "erf", "i(", "lambertw"}) {
    if (text.find(name) != std::string_view::npos) return false;
  }
  return true;
}

void Check(std::string_view text) {
  const absl::StatusOr<Expression> expression = Expression::Parse(text);
  if (!expression.ok()) {
    ULPFORGE_CHECK(!expression.status().message().empty());
    return;
  }
  const absl::StatusOr<Expression> again = Expression::Parse(expression->text());
  ULPFORGE_CHECK(again.ok() && again->text() == expression->text());
  if (!IsCheap(expression->text())) return;
  for (const double x : {-1.5, 0.0, 0.75}) {
    ULPFORGE_CHECK(arb_equal(ValueAt(*expression, x).ptr(), ValueAt(*again, x).ptr()) ||
                   !arb_is_finite(ValueAt(*expression, x).ptr()));
    static_cast<void>(expression->Explain(x));
  }
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ulpforge::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
