#include "engine/space/arithmetic.h"

#include "dsl/text.h"
#include "engine/schema/config.h"
#include "engine/space/free_arithmetic.h"
#include "engine/space/kernel_arithmetic.h"
#include "engine/space/real_arithmetic.h"

namespace ulpforge {

absl::StatusOr<FrontMember> Arithmetic::MemberOf(const FrontEntry&) const {
  return absl::UnimplementedError("only kernels of templates have finalists");
}

FrontEntry SampledEntry(const FrontMember& member) {
  FrontEntry entry;
  entry.set_ops(OpCount(member.program));
  entry.set_error(member.error);
  entry.set_level(Level::sampled);
  entry.set_program(Format(member.program));
  for (const Extended& constant : member.program.constants) entry.add_constants(FormatConstant(constant));
  entry.set_found_at(member.found_at);
  return entry;
}

absl::StatusOr<std::unique_ptr<Arithmetic>> CreateArithmetic(const SearchConfig& config) {
  if (config.free()) return FreeArithmetic::Create(config);
  if (!IsReal(config)) return KernelArithmetic::Create(config);
  return std::make_unique<RealArithmetic>(config);
}

}  // namespace ulpforge
