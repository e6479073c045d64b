// The search algorithms, one file each; the table that names them is in engine/evolution/algorithm.cc.
#pragma once

#include <memory>

#include "engine/evolution/algorithm.h"

namespace ulpforge {

// Regularized (aging) evolution (Real et al., "Regularized Evolution for Image Classifier Architecture
// Search", AAAI 2019) with one first-in-first-out population per op count: parents come from a random
// niche by tournament, a child replaces the oldest of its own niche. Each niche holds a function once.
std::unique_ptr<SearchAlgorithm> CreateNicheAging(const AlgorithmOptions& options);

// Regularized evolution with one population; the tournament goes to the smallest error.
std::unique_ptr<SearchAlgorithm> CreateAging(const AlgorithmOptions& options);

// NSGA-II (Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC 6, 2002)
// with the objectives op count and error, without crossover.
std::unique_ptr<SearchAlgorithm> CreateNsga2(const AlgorithmOptions& options);

// Runs another algorithm in epochs. An epoch ends when the last progress is longer ago than the epoch took to
// get there, and longer than options.patience candidates. Epochs begin in turn from nothing and from the
// elites of all epochs before, the best program of each op count: exploration and intensification.
std::unique_ptr<SearchAlgorithm> CreateRestarting(AlgorithmFactory create, const AlgorithmOptions& options);

// Programs from scratch, without memory.
std::unique_ptr<SearchAlgorithm> CreateRandomSearch(const AlgorithmOptions& options);

}  // namespace ulpforge
