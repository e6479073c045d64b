// The interface of a search algorithm: it is asked for parents and told what became of the children.
// Between Ask and Tell stands the evaluation pipeline, which knows nothing of algorithms.
//
// Ask is called for a whole batch before any child of the batch is told, possibly from several threads;
// Tell comes in the order of the candidates. So a search is the same on any number of threads.
//
// Thread safety: Ask is const and safe to call concurrently; Tell, Load are not.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/rng.h"
#include "engine/evolution/individual.h"

namespace ulpforge {

struct AlgorithmOptions {
  int sizes = 10;  // of individuals, from 1
  size_t population = 300;
  int tournament = 8;
  uint64_t patience = 0;  // candidates without progress before starting over, 0 for never
};

class SearchAlgorithm {
 public:
  virtual ~SearchAlgorithm() = default;

  // The parent of the next candidate, or nullptr to ask for a program made from scratch.
  virtual const Individual* Ask(Rng& rng) const = 0;

  // Takes a child whose error is finite.
  virtual void Tell(Individual child) = 0;

  // Visits every individual that may still be asked for.
  virtual void ForEach(const std::function<void(const Individual&)>& visit) const = 0;

  // The whole state; Load(Save()) continues exactly where Save stood.
  virtual AlgorithmState Save() const = 0;
  virtual absl::Status Load(const AlgorithmState& state) = 0;
};

using AlgorithmFactory = std::unique_ptr<SearchAlgorithm> (*)(const AlgorithmOptions& options);

struct AlgorithmRow {
  std::string_view name;
  std::string_view description;
  AlgorithmFactory create;
};

// The table of algorithms; the first is the default.
std::span<const AlgorithmRow> Algorithms();

// The algorithm of that name, restarting if options.patience is not zero; nullptr if there is none.
std::unique_ptr<SearchAlgorithm> CreateAlgorithm(std::string_view name, const AlgorithmOptions& options);

}  // namespace ulpforge
