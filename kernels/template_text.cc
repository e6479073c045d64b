#include <algorithm>
#include <map>

#include "base/nearest_name.h"
#include "fmt/format.h"
#include "kernels/kernel_template.h"
#include "targets/function_target.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

constexpr std::string_view kFirstLine = "ulpforge template v1";
constexpr std::string_view kSpace = " \t\r";

// A piece of a line, and where it begins.
struct Piece {
  std::string_view text;
  size_t column = 1;
};

// The first word of `text`, which begins in column `column`, and what follows it, without space around them.
struct Split {
  Piece first;
  Piece rest;
};

Split SplitFirst(Piece piece) {
  const std::string_view text = piece.text;
  const size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  const size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
  const size_t rest = std::min(text.find_first_not_of(kSpace, end), text.size());
  const size_t last = text.find_last_not_of(kSpace) + 1;
  return {{text.substr(begin, end - begin), piece.column + begin},
          {text.substr(rest, last > rest ? last - rest : 0), piece.column + rest}};
}

std::string_view WithoutComment(std::string_view line) { return line.substr(0, line.find('#')); }

class TemplateReader {
 public:
  explicit TemplateReader(std::string_view text) : rest_(text) {}
  absl::StatusOr<KernelTemplate> Run();

 private:
  absl::Status ReadHeader();
  absl::Status ReadKey(Piece key, Piece value);
  absl::Status ReadName(Piece value);
  absl::Status ReadVariant(Piece value);
  absl::Status ReadTarget(Piece value, std::string* target);
  absl::Status ReadDomain(Piece value, Interval* domain);
  absl::Status ReadReduced(Piece problem);
  absl::Status ReadSection(HoledProgram* section);
  absl::Status CheckReduced();
  absl::Status CheckDomain();

  // The next line that is not empty, split; an empty word at the end of the text.
  Split NextLine();
  // Takes the text up to and with the next line break.
  std::string_view TakeLine();

  absl::Status Error(size_t column, std::string_view message) const {
    return absl::InvalidArgumentError(fmt::format("line {}, column {}: {}", line_, column, message));
  }
  absl::Status Expected(std::string_view what, Piece found) const {
    const std::string_view shown = !found.text.empty() ? found.text
                                   : at_end_           ? "the end of the text"
                                                       : "nothing";
    return Error(found.column, fmt::format("expected {}, found {}", what, shown));
  }

  std::string_view rest_;
  size_t line_ = 0;  // the number of the line that was taken last
  bool at_end_ = false;
  std::map<std::string_view, size_t> keys_;  // the lines of the keys that were read
  KernelTemplate result_;
};

std::string_view TemplateReader::TakeLine() {
  const std::string_view line = rest_.substr(0, rest_.find('\n'));
  rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
  ++line_;
  return line;
}

Split TemplateReader::NextLine() {
  while (!rest_.empty()) {
    const Split split = SplitFirst({WithoutComment(TakeLine())});
    if (!split.first.text.empty()) return split;
  }
  ++line_;
  at_end_ = true;
  return {};
}

absl::StatusOr<KernelTemplate> TemplateReader::Run() {
  if (absl::Status status = ReadHeader(); !status.ok()) return status;
  if (absl::Status status = ReadSection(&result_.reduced); !status.ok()) return status;
  if (absl::Status status = CheckReduced(); !status.ok()) return status;
  const Split kernel = NextLine();
  if (kernel.first.text != "kernel") return Expected("kernel after the reduced section", kernel.first);
  if (!kernel.rest.text.empty()) return Expected("nothing after kernel", kernel.rest);
  if (absl::Status status = ReadSection(&result_.kernel); !status.ok()) return status;
  const Split end = NextLine();
  if (!end.first.text.empty()) return Expected("nothing after the kernel section", end.first);
  return std::move(result_);
}

absl::Status TemplateReader::ReadHeader() {
  const Split first = NextLine();
  if (fmt::format("{} {}", first.first.text, first.rest.text) != kFirstLine) {
    return Expected(fmt::format("{} as the first line", kFirstLine),
                    first.first.text == "ulpforge" ? first.rest : first.first);
  }
  for (;;) {
    const auto [key, value] = NextLine();
    if (key.text == "reduced") return ReadReduced(value);
    if (absl::Status status = ReadKey(key, value); !status.ok()) return status;
  }
}

absl::Status TemplateReader::ReadKey(Piece key, Piece value) {
  static constexpr std::string_view kKeys[] = {"name", "target", "about", "variant", "domain"};
  if (std::find(std::begin(kKeys), std::end(kKeys), key.text) == std::end(kKeys)) {
    const std::string_view nearest = NearestName(key.text, kKeys);
    const std::string hint = nearest.empty() ? "" : fmt::format(" (did you mean {}?)", nearest);
    return Expected("name, target, about, variant, domain or reduced" + hint, key);
  }
  if (!keys_.emplace(key.text, line_).second) {
    return Error(key.column,
                 fmt::format("expected {} once, found it again after line {}", key.text, keys_[key.text]));
  }
  if (key.text == "name") return ReadName(value);
  if (key.text == "target") return ReadTarget(value, &result_.target);
  if (key.text == "variant") return ReadVariant(value);
  if (key.text == "domain") return ReadDomain(value, &result_.domain);
  if (value.text.empty()) return Expected("one line of text after about", value);
  result_.about = std::string(value.text);
  return absl::OkStatus();
}

absl::Status TemplateReader::ReadName(Piece value) {
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (value.text.empty() || !std::all_of(value.text.begin(), value.text.end(), good)) {
    return Expected("a name of lower case letters, digits and -", value);
  }
  result_.name = std::string(value.text);
  return absl::OkStatus();
}

absl::Status TemplateReader::ReadVariant(Piece value) {
  for (const Variant variant : {Variant::kFinite, Variant::kFull}) {
    if (value.text != FormatVariant(variant)) continue;
    result_.variant = variant;
    return absl::OkStatus();
  }
  return Expected("the variant finite or full", value);
}

absl::Status TemplateReader::ReadTarget(Piece value, std::string* target) {
  if (value.text.empty()) return Expected("the name of a target", value);
  const absl::StatusOr<const Target*> resolved = ResolveTarget(value.text);
  if (!resolved.ok()) return Error(value.column, std::string(resolved.status().message()));
  *target = std::string((*resolved)->name);
  return absl::OkStatus();
}

absl::Status TemplateReader::ReadDomain(Piece value, Interval* domain) {
  const absl::StatusOr<Interval> interval = ParseInterval(value.text);
  if (!interval.ok()) return Error(value.column, std::string(interval.status().message()));
  *domain = *interval;
  return absl::OkStatus();
}

// "TARGET on INTERVAL MEASURE", the rest of the line that ends the header.
absl::Status TemplateReader::ReadReduced(Piece problem) {
  for (const std::string_view key : {"name", "target", "about", "variant"}) {
    if (!keys_.contains(key)) return Error(1, fmt::format("expected {} before reduced, found none", key));
  }
  if (absl::Status status = CheckDomain(); !status.ok()) return status;
  const auto [target, after] = SplitFirst(problem);
  if (absl::Status status = ReadTarget(target, &result_.reduced_target); !status.ok()) return status;
  const auto [on, interval_and_measure] = SplitFirst(after);
  if (on.text != "on") return Expected("on and an interval", on);
  const Piece both = interval_and_measure;
  const size_t close = std::min(both.text.find_first_of(")]"), both.text.size());
  const Piece interval = {both.text.substr(0, std::min(close + 1, both.text.size())), both.column};
  if (absl::Status status = ReadDomain(interval, &result_.reduced_domain); !status.ok()) return status;
  const Interval& defined = FindTarget(result_.reduced_target)->defined;
  if (result_.reduced_domain.lo < defined.lo || result_.reduced_domain.hi > defined.hi) {
    return Error(interval.column, fmt::format("expected an interval where {} is defined, found {}",
                                              result_.reduced_target, interval.text));
  }
  const auto [measure, end] =
      SplitFirst({both.text.substr(interval.text.size()), both.column + interval.text.size()});
  if (!end.text.empty()) return Expected("nothing after the measure", end);
  for (const Measure known : {Measure::kRelative, Measure::kAbsolute}) {
    if (measure.text != FormatMeasure(known)) continue;
    result_.reduced_measure = known;
    return absl::OkStatus();
  }
  return Expected("relative or absolute", measure);
}

absl::Status TemplateReader::CheckDomain() {
  const bool given = keys_.contains("domain");
  if (result_.variant == Variant::kFull && given) {
    return Error(1, "expected no domain with variant full, which holds for all inputs, found one");
  }
  if (result_.variant == Variant::kFinite && !given) {
    return Error(1, "expected domain before reduced, because the variant is finite, found none");
  }
  return absl::OkStatus();
}

// The lines up to and with the one that begins with return.
absl::Status TemplateReader::ReadSection(HoledProgram* section) {
  const std::string_view from = rest_;
  const size_t first_line = line_ + 1;
  for (bool done = false; !done && !rest_.empty();) {
    done = SplitFirst({WithoutComment(TakeLine())}).first.text == "return";
  }
  absl::StatusOr<HoledProgram> parsed = ParseHoled(from.substr(0, from.size() - rest_.size()), first_line);
  if (!parsed.ok()) return parsed.status();
  *section = *std::move(parsed);
  return absl::OkStatus();
}

// The reduced section is a function of the reals, and what may move belongs to the kernel.
absl::Status TemplateReader::CheckReduced() {
  for (const Instruction& instruction : result_.reduced.program.instructions) {
    if (IsFloatOp(Info(instruction.op))) continue;
    return Error(1, fmt::format("expected real ops only in the reduced section that ends here, found {}",
                                Info(instruction.op).name));
  }
  const std::vector<bool>& tunable = result_.reduced.tunable;
  if (std::find(tunable.begin(), tunable.end(), true) == tunable.end()) return absl::OkStatus();
  return Error(1, "expected const instead of tune in the reduced section that ends here");
}

std::string Indented(const std::string& body) {
  std::string text;
  for (std::string_view rest = body; !rest.empty();) {
    const size_t length = rest.find('\n') + 1;
    text += fmt::format("  {}", rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return text;
}

}  // namespace

absl::StatusOr<KernelTemplate> ParseTemplate(std::string_view text) { return TemplateReader(text).Run(); }

std::string FormatTemplate(const KernelTemplate& kernel_template) {
  const KernelTemplate& t = kernel_template;
  std::string text = fmt::format("{}\nname {}\ntarget {}\nabout {}\nvariant {}\n", kFirstLine, t.name,
                                 t.target, t.about, FormatVariant(t.variant));
  if (t.variant == Variant::kFinite) text += fmt::format("domain {}\n", FormatInterval(t.domain));
  text += fmt::format("reduced {} on {} {}\n", t.reduced_target, FormatInterval(t.reduced_domain),
                      FormatMeasure(t.reduced_measure));
  return text + Indented(FormatHoled(t.reduced)) + "kernel\n" + Indented(FormatHoled(t.kernel));
}

}  // namespace ulpforge
