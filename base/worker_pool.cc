#include "base/worker_pool.h"

#include <algorithm>

#include "base/check.h"

namespace ulpforge {

size_t ProcessorCount() { return std::max(1U, std::thread::hardware_concurrency()); }

WorkerPool::WorkerPool(size_t workers) {
  ULPFORGE_CHECK(workers > 0);
  for (size_t worker = 1; worker < workers; ++worker) threads_.emplace_back([this, worker] { Loop(worker); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  started_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::ParallelFor(size_t items, const std::function<void(size_t, size_t)>& run) {
  {
    const std::lock_guard lock(mutex_);
    run_ = &run;
    items_ = items;
    next_.store(0, std::memory_order_relaxed);
    busy_ = threads_.size();
    ++round_;
  }
  started_.notify_all();
  Work(0);
  std::unique_lock lock(mutex_);
  finished_.wait(lock, [this] { return busy_ == 0; });
}

void WorkerPool::Work(size_t worker) {
  for (size_t item = next_++; item < items_; item = next_++) (*run_)(worker, item);
}

void WorkerPool::Loop(size_t worker) {
  size_t seen = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    started_.wait(lock, [&] { return stopping_ || round_ != seen; });
    if (stopping_) return;
    seen = round_;
    lock.unlock();
    Work(worker);
    lock.lock();
    if (--busy_ == 0) finished_.notify_one();
  }
}

}  // namespace ulpforge
