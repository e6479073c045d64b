// A fixed set of threads that run the items of one parallel loop at a time. Which thread runs which item is
// left to chance; results must not depend on it.
//
// Thread safety: ParallelFor is called from one thread, which takes part in the work.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ulpforge {

// The processors of this machine, at least 1.
size_t ProcessorCount();

class WorkerPool {
 public:
  // REQUIRES: workers > 0.
  explicit WorkerPool(size_t workers);
  ~WorkerPool();

  size_t size() const { return threads_.size() + 1; }

  // Calls run(worker, item) once for each item below `items`, worker < size() naming the thread, and
  // returns when all are done.
  void ParallelFor(size_t items, const std::function<void(size_t worker, size_t item)>& run);

 private:
  void Loop(size_t worker);
  void Work(size_t worker);

  std::mutex mutex_;
  std::condition_variable started_, finished_;
  const std::function<void(size_t, size_t)>* run_ = nullptr;
  size_t items_ = 0;
  std::atomic<size_t> next_{0};
  size_t round_ = 0;
  size_t busy_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ulpforge
