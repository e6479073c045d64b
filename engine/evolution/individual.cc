#include "engine/evolution/individual.h"

#include "dsl/text.h"
#include "fmt/format.h"

namespace ulpforge {

IndividualState SaveIndividual(const Individual& individual) {
  IndividualState state;
  state.set_program(Format(individual.program));
  state.set_frame(individual.frame);
  state.set_size(individual.size);
  state.set_error(individual.error);
  state.set_key_low(individual.key.low);
  state.set_key_high(individual.key.high);
  state.set_birth(individual.birth);
  state.set_origin(individual.origin);
  return state;
}

absl::StatusOr<Individual> LoadIndividual(const IndividualState& state) {
  absl::StatusOr<Program> program = Parse(state.program());
  if (!program.ok()) {
    return absl::DataLossError(
        fmt::format("program of candidate {}: {}", state.birth(), std::string(program.status().message())));
  }
  return Individual{.program = *std::move(program),
                    .frame = static_cast<int>(state.frame()),
                    .size = static_cast<int>(state.size()),
                    .error = state.error(),
                    .key = {state.key_low(), state.key_high()},
                    .birth = state.birth(),
                    .origin = state.has_origin() ? state.origin() : state.birth()};
}

}  // namespace ulpforge
