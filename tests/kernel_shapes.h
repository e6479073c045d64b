// Kernels of many shapes, for costs and times: what they compute is of no interest, but all stay finite and
// normal for x in [1, 2].
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "dsl/program.h"
#include "dsl/text.h"
#include "fmt/format.h"

namespace ulpforge::testing {

// Writes a program in text form; values are names.
class KernelWriter {
 public:
  std::string Constant(double value) {
    declarations_ += fmt::format("const c{} = {:a}\n", constants_, value);
    return fmt::format("c{}", constants_++);
  }
  std::string Integer(long value) {
    declarations_ += fmt::format("int k{} = {}\n", integers_, value);
    return fmt::format("k{}", integers_++);
  }
  template <class... Args>
  std::string operator()(const char* op, const Args&... args) {
    body_ += fmt::format("v{} = {}", values_, op);
    ((body_ += std::string(" ") + args), ...);
    body_ += "\n";
    return fmt::format("v{}", values_++);
  }

  // c + x * v with a new constant, fused or not.
  std::string Step(const std::string& x, const std::string& v) { return (*this)("fma", v, x, Next()); }
  std::string LooseStep(const std::string& x, const std::string& v) {
    return (*this)("add", (*this)("mul", v, x), Next());
  }
  std::string Horner(const std::string& x, int degree) {
    std::string v = Next();
    for (int k = 0; k < degree; ++k) v = Step(x, v);
    return v;
  }
  std::string LooseHorner(const std::string& x, int degree) {
    std::string v = Next();
    for (int k = 0; k < degree; ++k) v = LooseStep(x, v);
    return v;
  }
  // A polynomial with 2^levels coefficients.
  std::string Estrin(const std::string& x, int levels) {
    std::vector<std::string> terms(size_t{1} << levels);
    for (std::string& term : terms) term = Next();
    std::string power = x;
    for (; terms.size() > 1; power = terms.size() > 1 ? (*this)("mul", power, power) : power) {
      for (size_t k = 0; k < terms.size() / 2; ++k) {
        terms[k] = (*this)("fma", terms[2 * k + 1], power, terms[2 * k]);
      }
      terms.resize(terms.size() / 2);
    }
    return terms[0];
  }
  // x + c / (x + c / (...)), with `levels` divisions.
  std::string ContinuedFraction(const std::string& x, int levels) {
    std::string v = (*this)("add", x, Next());
    for (int k = 0; k < levels; ++k) {
      const std::string sum = (*this)("add", x, Next());
      v = (*this)("add", sum, (*this)("div", Next(), v));
    }
    return v;
  }
  std::string Fraction(const std::string& x, int degree) {
    const std::string above = Horner(x, degree);
    return (*this)("div", above, Horner(x, degree));
  }

  Program Return(const std::string& value) {
    const absl::StatusOr<Program> program =
        Parse("ulpforge program v1\n" + declarations_ + body_ + "return " + value + "\n");
    ULPFORGE_CHECK(program.ok());
    return *program;
  }

  std::string Next() { return Constant(1 + 0x1p-6 * (constants_ + 1)); }

 private:
  std::string declarations_;
  std::string body_;
  int constants_ = 0;
  int integers_ = 0;
  int values_ = 0;
};

struct KernelShape {
  std::string name;
  std::string (*write)(KernelWriter&);
};

inline const std::vector<KernelShape>& KernelShapes() {
  using W = KernelWriter;
  static const std::vector<KernelShape> shapes = {
      {"horner 2", [](W& w) { return w.Horner("x", 2); }},
      {"horner 4", [](W& w) { return w.Horner("x", 4); }},
      {"horner 8", [](W& w) { return w.Horner("x", 8); }},
      {"horner 12", [](W& w) { return w.Horner("x", 12); }},
      {"horner 20", [](W& w) { return w.Horner("x", 20); }},
      {"horner 5, mul + add", [](W& w) { return w.LooseHorner("x", 5); }},
      {"horner 10, mul + add", [](W& w) { return w.LooseHorner("x", 10); }},
      {"estrin 7", [](W& w) { return w.Estrin("x", 3); }},
      {"estrin 15", [](W& w) { return w.Estrin("x", 4); }},
      {"even + odd, 6 + 6",
       [](W& w) {
         const std::string square = w("mul", "x", "x");
         const std::string even = w.Horner(square, 6);
         return w("fma", w.Horner(square, 6), "x", even);
       }},
      {"1 / x", [](W& w) { return w("div", w.Next(), "x"); }},
      {"fraction 2 / 2", [](W& w) { return w.Fraction("x", 2); }},
      {"fraction 5 / 5", [](W& w) { return w.Fraction("x", 5); }},
      {"sum of 2 fractions",
       [](W& w) {
         const std::string left = w.Fraction("x", 1);
         return w("add", left, w.Fraction("x", 2));
       }},
      {"sum of 3 fractions",
       [](W& w) {
         std::string v = w.Fraction("x", 1);
         for (int k = 0; k < 2; ++k) v = w("add", v, w.Fraction("x", 1));
         return v;
       }},
      {"continued fraction, 2 divisions", [](W& w) { return w.ContinuedFraction("x", 2); }},
      {"continued fraction, 4 divisions", [](W& w) { return w.ContinuedFraction("x", 4); }},
      {"continued fraction, 3 squarings",
       [](W& w) {
         std::string v = w.ContinuedFraction("x", 2);
         for (int k = 0; k < 3; ++k) v = w("mul", v, v);
         return v;
       }},
      {"sqrt", [](W& w) { return w("sqrt", "x"); }},
      {"sqrt + horner 4",
       [](W& w) {
         const std::string root = w("sqrt", w("fma", "x", "x", w.Next()));
         return w("add", root, w.Horner("x", 4));
       }},
      {"x / sqrt(1 + x x)", [](W& w) { return w("div", "x", w("sqrt", w("fma", "x", "x", w.Next()))); }},
      {"clamp + horner 4",
       [](W& w) {
         const std::string low = w("max", "x", w.Constant(1.125));
         return w.Horner(w("min", low, w.Constant(1.875)), 4);
       }},
      {"8 min and max",
       [](W& w) {
         std::string v = "x";
         for (int k = 0; k < 4; ++k) {
           v = w("max", v, w.Next());
           v = w("min", v, w("mul", "x", w.Next()));
         }
         return v;
       }},
      {"exponential: round, horner 5, scale",
       [](W& w) {
         const std::string whole = w("round", w("mul", "x", w.Constant(1.5)));
         const std::string rest = w("fma", whole, w.Constant(-0.625), "x");
         const std::string bits = w("bits", w.Horner(rest, 5));
         const std::string integer = w("toint", whole);
         return w("frombits", w("iadd", bits, w("shl", integer, w.Integer(23))));
       }},
      {"logarithm: split, horner 8",
       [](W& w) {
         const std::string bits = w("bits", "x");
         const std::string shifted = w("isub", bits, w.Integer(0x3f2aaaab));
         const std::string exponent = w("and", shifted, w.Integer(-0x800000));
         const std::string fraction = w("frombits", w("isub", bits, exponent));
         const std::string scaled = w("fromint", w("sar", exponent, w.Integer(23)));
         const std::string logarithm = w.Horner(fraction, 8);
         return w("fma", scaled, w.Constant(0.6875), logarithm);
       }},
      {"inverse root: magic constant, 2 steps",
       [](W& w) {
         const std::string half = w("mul", "x", w.Constant(-0.5));
         const std::string bits = w("bits", "x");
         const std::string shifted = w("shr", bits, w.Integer(1));
         std::string v = w("frombits", w("isub", w.Integer(0x5f3759df), shifted));
         for (int k = 0; k < 2; ++k) {
           const std::string square = w("mul", v, v);
           v = w("mul", v, w("fma", square, half, w.Constant(1.5)));
         }
         return v;
       }},
      {"floor, abs, cubic",
       [](W& w) {
         const std::string product = w("mul", "x", w.Next());
         const std::string rest = w("sub", product, w("floor", "x"));
         return w.Horner(w("abs", w("neg", rest)), 3);
       }},
      {"chain of 24 additions",
       [](W& w) {
         std::string v = "x";
         for (int k = 0; k < 24; ++k) v = w("add", v, w.Next());
         return v;
       }},
      {"tree of 16 products",
       [](W& w) {
         std::vector<std::string> terms(16);
         for (std::string& term : terms) term = w("mul", "x", w.Next());
         for (; terms.size() > 1; terms.resize(terms.size() / 2)) {
           for (size_t k = 0; k < terms.size() / 2; ++k) terms[k] = w("add", terms[2 * k], terms[2 * k + 1]);
         }
         return terms[0];
       }},
      {"8 squarings",
       [](W& w) {
         std::string v = w("fma", "x", w.Constant(0x1p-8), w.Constant(1));
         for (int k = 0; k < 8; ++k) v = w("mul", v, v);
         return v;
       }},
  };
  return shapes;
}

inline Program ProgramOf(const KernelShape& shape) {
  KernelWriter writer;
  const std::string value = shape.write(writer);
  return writer.Return(value);
}

}  // namespace ulpforge::testing
