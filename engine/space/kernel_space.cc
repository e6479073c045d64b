#include "engine/space/kernel_space.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "dsl/numbers/round_to.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "kernels/built_in_templates.h"
#include "kernels/plain_template.h"

namespace ulpforge {
namespace {

absl::Status Invalid(std::string text) { return absl::InvalidArgumentError(std::move(text)); }

bool Contains(const Interval& outer, const Interval& inner) {
  const bool lo = outer.lo < inner.lo || (outer.lo == inner.lo && (!outer.lo_open || inner.lo_open));
  const bool hi = outer.hi > inner.hi || (outer.hi == inner.hi && (!outer.hi_open || inner.hi_open));
  return lo && hi;
}

bool HasShortArithmetic(const SearchConfig& config) { return &ComputeFormatOf(config) != &kFloat32; }

bool HasBitTricks(const KernelTemplate& frame) {
  return std::ranges::any_of(frame.kernel.program.instructions, [](const Instruction& instruction) {
    return Info(instruction.op).algebra == Algebra::kMachine;
  });
}

// Text that is read already, or the name of a built-in template.
absl::StatusOr<KernelTemplate> ReadTemplate(const std::string& text, const SearchConfig& config) {
  if (text == kPlainTemplate) return PlainTemplate(*FindTarget(config.target()), config.domain());
  if (text.find('\n') != std::string::npos) return ParseTemplate(text);
  const KernelTemplate* known = FindTemplate(text);
  if (known != nullptr) return *known;
  return Invalid(fmt::format("'{}' is unknown; `ulpforge templates` lists the templates", text));
}

absl::StatusOr<std::vector<KernelTemplate>> NamedTemplates(const SearchConfig& config) {
  std::vector<KernelTemplate> templates;
  for (const std::string& text : config.template_()) {
    absl::StatusOr<KernelTemplate> frame = ReadTemplate(text, config);
    if (!frame.ok()) return Invalid(fmt::format("template: {}", std::string(frame.status().message())));
    if (frame->target != config.target()) {
      return Invalid(
          fmt::format("template {}: it is for {}, not for {}", frame->name, frame->target, config.target()));
    }
    if (config.variant() == "full" && frame->variant != Variant::kFull) {
      return Invalid(
          fmt::format("template {}: it is of the variant finite; use --variant finite", frame->name));
    }
    if (HasShortArithmetic(config) && HasBitTricks(*frame)) {
      return Invalid(fmt::format("template {}: it works on the bits of float32; leave out --compute {}",
                                 frame->name, config.compute()));
    }
    templates.push_back(*std::move(frame));
  }
  return templates;
}

absl::StatusOr<std::vector<KernelTemplate>> BuiltIn(const SearchConfig& config) {
  std::vector<KernelTemplate> templates;
  const Target& target = *FindTarget(config.target());
  // The range reductions of the others are made for float32.
  const bool takes_plain =
      target.expression != nullptr || (HasShortArithmetic(config) && !config.domain().empty());
  if (takes_plain && config.variant() == FormatVariant(Variant::kFinite)) {
    absl::StatusOr<KernelTemplate> plain = PlainTemplate(target, config.domain());
    if (!plain.ok()) return plain.status();
    templates.push_back(*std::move(plain));
  }
  for (const KernelTemplate* frame : TemplatesOf(config.target())) {
    if (FormatVariant(frame->variant) != config.variant()) continue;
    if (!HasShortArithmetic(config) || !HasBitTricks(*frame)) templates.push_back(*frame);
  }
  return templates;
}

// The widest of the domains that the templates are for.
Interval Widest(const std::vector<KernelTemplate>& templates) {
  const auto width = [](const KernelTemplate& t) { return t.domain.hi - t.domain.lo; };
  return std::ranges::max_element(templates, {}, width)->domain;
}

// The part of the interval where inputs and results in these formats, of which one is shorter than float32,
// are finite, as far as that is known.
Interval WithinRange(Interval domain, const FloatFormat& format, const FloatFormat& result,
                     const Target& target) {
  const absl::StatusOr<Interval> finite = FiniteDomain(target, format, result);
  if (&result == &kFloat32 || !finite.ok()) return domain;
  if (domain.lo < finite->lo) domain.lo = finite->lo, domain.lo_open = finite->lo_open;
  if (domain.hi > finite->hi) domain.hi = finite->hi, domain.hi_open = finite->hi_open;
  return domain;
}

ContractOptions MakeContractOptions(const SearchConfig& config,
                                    const std::vector<KernelTemplate>& templates) {
  ContractOptions options = ContractKeys(config);
  if (options.domain.empty() && config.variant() == "finite")
    options.domain = FormatInterval(WithinRange(Widest(templates), FormatOf(config), ResultFormatOf(config),
                                                *FindTarget(config.target())));
  return options;
}

}  // namespace

absl::StatusOr<KernelSpace> KernelSpace::Create(const SearchConfig& config) {
  absl::StatusOr<std::vector<KernelTemplate>> templates = NamedTemplates(config);
  if (!templates.ok()) return templates.status();
  const bool named = !templates->empty();
  if (!named) templates = BuiltIn(config);
  if (!templates.ok()) return templates.status();
  if (templates->empty()) {
    return Invalid(
        fmt::format("template: there is none of {} for the variant {}; give one with --template FILE",
                    config.target(), config.variant()));
  }
  absl::StatusOr<FloatSpace> fixed = FloatSpace::Create(config, MakeContractOptions(config, *templates));
  if (!fixed.ok()) return fixed.status();
  KernelSpace space(*std::move(fixed));
  const Interval domain = space.domain();
  for (KernelTemplate& frame : *templates) {
    if (frame.variant == Variant::kFinite && !Contains(frame.domain, domain)) {
      if (!named) continue;
      return Invalid(fmt::format("template {}: it is for {} only; give --domain", frame.name,
                                 FormatInterval(frame.domain)));
    }
    // Relative error may be asked for around a zero of the function: the template takes care of that point.
    space.problems_.push_back({.target = FindTarget(frame.reduced_target),
                               .domain = frame.reduced_domain,
                               .measure = frame.reduced_measure});
    space.frames_.push_back(std::move(frame));
  }
  if (space.frames_.empty()) {
    return Invalid(
        fmt::format("domain: no template of {} is for all of {}", config.target(), FormatInterval(domain)));
  }
  int fewest = std::numeric_limits<int>::max();
  for (const KernelTemplate& frame : space.frames_) fewest = std::min(fewest, OpCount(frame.kernel.program));
  for (const KernelTemplate& frame : space.frames_) {
    space.extra_ops_.push_back(OpCount(frame.kernel.program) - fewest);
  }
  return space;
}

bool KernelSpace::AreAlike(int a, int b) const {
  return frames_[a].reduced == frames_[b].reduced && frames_[a].reduced_target == frames_[b].reduced_target &&
         frames_[a].reduced_measure == frames_[b].reduced_measure;
}

Program KernelSpace::Kernel(const Program& core, int frame) const {
  Program rounded = core;
  for (Extended& constant : rounded.constants) constant = RoundTo<float>(constant);
  Program kernel = ExpandKernel(frames_[frame], rounded);
  const FloatFormat& compute = *objective().compute;
  if (&compute == &kFloat32) return kernel;
  for (Extended& constant : kernel.constants) constant = RoundToFormat(compute, RoundTo<float>(constant));
  return kernel;
}

std::vector<TunableNumber> KernelSpace::TunableConstants(const Program& core, int frame) const {
  const HoledProgram& kernel = frames_[frame].kernel;
  std::vector<TunableNumber> tunable;
  for (size_t k = 0; k < kernel.tunable.size(); ++k) {
    if (kernel.tunable[k]) tunable.push_back({.index = k});
  }
  for (size_t k = 0; k < core.constants.size(); ++k) {
    tunable.push_back({.index = kernel.program.constants.size() + k});
  }
  return tunable;
}

}  // namespace ulpforge
