#include "timing/workbench.h"

#include <alloca.h>

#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "timing/branch_flush.h"
#include "timing/clock.h"

namespace ulpforge {
namespace {

size_t WholePages(size_t bytes) { return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes; }

// Calls the function with the stack moved down by the given bytes. Returns the nanoseconds of all calls.
template <class T>
[[gnu::noinline]] double TimeCalls(const ArrayFunction<T>& function, const T* in, T* out, size_t n,
                                   size_t calls, size_t stack_bytes) {
  void* pad = alloca(stack_bytes + 1);
  asm volatile("" : : "r"(pad) : "memory");
  const double start = NowNs();
  for (size_t k = 0; k < calls; ++k) function(in, out, n);
  return NowNs() - start;
}

}  // namespace

template <class T>
Workbench<T>::Workbench(std::span<const Lane> lanes, std::span<const T> inputs,
                        const WorkbenchOptions& options)
    : options_(options), inputs_(inputs) {
  ULPFORGE_CHECK(!inputs.empty() && options.elements > 0 && options.chain_elements > 0);
  // One page more than the array, since it begins anywhere in the first.
  const size_t array_bytes = WholePages(options.elements * sizeof(T)) + kPageBytes;
  memory_.resize(2 * array_bytes + kPageBytes);
  const auto address = reinterpret_cast<uintptr_t>(memory_.data());
  in_pages_ = memory_.data() + (WholePages(address) - address);
  out_pages_ = in_pages_ + array_bytes;

  StartRound(0);
  for (const Lane& lane : lanes) {
    const size_t elements =
        lane.is_chain ? std::min(options.chain_elements, options.elements) : options.elements;
    Plan plan{.function = lane.function, .elements = elements, .calls = 1};
    double ns = RunFor(plan);
    for (int k = 0; k < 2; ++k) ns = std::min(ns, RunFor(plan));
    plan.calls = static_cast<size_t>(std::clamp(options.sample_ns / ns, 1.0, 1e6));
    plans_.push_back(plan);
  }
}

template <class T>
void Workbench<T>::StartRound(size_t round) {
  placement_ = PlacementAt(round % kPlacements, options_.alignment);
  T* in = reinterpret_cast<T*>(in_pages_ + placement_.in);
  for (size_t i = 0; i < options_.elements; ++i) {
    in[i] = inputs_[next_input_];
    if (++next_input_ == inputs_.size()) next_input_ = 0;
  }
}

template <class T>
double Workbench<T>::RunFor(const Plan& plan) {
  const T* in = reinterpret_cast<const T*>(in_pages_ + placement_.in);
  T* out = reinterpret_cast<T*>(out_pages_ + placement_.out);
  ForgetBranches();
  (*plan.function)(in, out, plan.elements);  // warms caches, and wakes the wide units of the core
  const double ns = TimeCalls(*plan.function, in, out, plan.elements, plan.calls, placement_.stack);
  return ns / static_cast<double>(plan.calls);
}

template <class T>
double Workbench<T>::Run(size_t lane) {
  const Plan& plan = plans_[lane];
  return RunFor(plan) / static_cast<double>(plan.elements);
}

template <class T>
double Workbench<T>::Now() {
  return NowNs();
}

template class Workbench<float>;
template class Workbench<double>;

}  // namespace ulpforge
