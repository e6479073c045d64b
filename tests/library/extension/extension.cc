// An op, a kernel template with it and a mutation, each in one place, and searches with them in two number
// formats. Usage: extension DIRECTORY, which must be there; the C goes to DIRECTORY/FORMAT.c
#include <ulpforge/accuracy.h>
#include <ulpforge/engine.h>
#include <ulpforge/publish.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace ulpforge;  // sqrt of every scalar, for the lambda of the op

namespace {

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "extension: %s\n", std::string(status.message()).c_str());
  std::exit(1);
}

void Require(bool holds, const std::string& what) {
  if (!holds) Require(absl::InternalError(what));
}

// The op: the reciprocal square root.
void AddOp() {
  Require(RegisterOp({.name = "rsqrt",
                      .weight = 8,
                      .c = "1 / {p}sqrt({0})",
                      .ir = "{r}.root = call {F} @llvm.sqrt.{f}({F} {0})\n"
                            "{r} = fdiv {F} {one}, {r}.root",
                      .guard = 0},
                     [](const auto& a) -> decltype(ConstantLike(a, 1) / sqrt(a)) {
                       return ConstantLike(a, 1) / sqrt(a);
                     })
              .status());
}

// The template: of every number format, as kernels compute in float32 between conversions.
constexpr char kTemplate[] = R"(ulpforge template v1
name mine-rsqrt
target 1/sqrt(1+exp(x))
about rsqrt(1 + core(x)), core(x) = e^x
variant finite
domain [0.5,1]
reduced exp on [0.5,1] relative
  p = core x
  return p
kernel
  const one = 1
  p = core x
  s = add one p
  y = rsqrt s
  return y
)";

// The mutation: the output v becomes v x + c.
std::atomic<int> steps = 0;

bool HornerStep(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (draft.empty() || static_cast<int>(draft.size()) + 2 > space.max_ops) return false;
  const int last = static_cast<int>(draft.size()) - 1;
  draft.push_back({OpCode::kMul, {DraftOperand::Node(last), DraftOperand::Input()}});
  draft.push_back({OpCode::kAdd, {DraftOperand::Node(last + 1), DraftOperand::Constant(rng.Uniform())}});
  ++steps;
  return true;
}

void AddMutation() {
  Require(RegisterMutation(
      {.name = "horner-step", .description = "the output v becomes v x + c", .apply = &HornerStep}));
}

void SearchIn(const std::string& format, const std::string& domain, const std::string& directory) {
  SearchConfig config;
  config.set_target("1/sqrt(1+exp(x))");
  config.set_domain(domain);
  config.set_format(format);
  config.add_template_(kTemplate);
  config.add_mutation("horner-step=1");
  config.add_seed_program("classical");
  config.set_cost("weighted-ops");
  config.set_max_ulp(1e4);
  config.set_rank(false);
  config.set_max_ops(6);
  config.set_budget("300c");
  config.set_out(directory + "/" + format);
  steps = 0;
  const absl::StatusOr<FrontReport> report = SearchToEnd(config);
  Require(report.status());
  Require(report->front_size() >= 2, format + ": a small front");
  Require(steps > 0, format + ": the mutation was not called");
  for (const FrontEntry& entry : report->front()) {
    Require(entry.template_() == "mine-rsqrt", format + ": another template");
    Require(entry.program().find("= rsqrt v") != std::string::npos, format + ": no rsqrt");
    Require(entry.level() == Level::exhaustive, format + ": not checked");
  }
  const FrontEntry& best = *report->front().rbegin();
  const std::string name = "f_" + format;
  CFileOptions options{.name = name, .reproduce = {"extension DIRECTORY"}};
  options.contract.max_ulp = std::max(0.5, best.error());
  const absl::StatusOr<CFile> file = MakeCFile(*report, best, options);
  Require(file.status());
  Require(file->holds);
  std::ofstream(directory + "/" + format + ".c") << file->text;
  std::printf("%s %.17g\n", format.c_str(), best.error());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: extension DIRECTORY\n"), 2;
  AddOp();
  AddMutation();
  SearchIn("float32", "[0.5,0.5625]", argv[1]);
  SearchIn("bfloat16", "[0.5,1]", argv[1]);
}
