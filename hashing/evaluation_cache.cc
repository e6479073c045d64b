#include "hashing/evaluation_cache.h"

#include <utility>

namespace ulpforge {
namespace {

// A list node of the entry and two links (120 bytes with its allocation) and 16/7 slots, the most that a
// flat_hash_map has per element, of a key, an iterator and a control byte (57 bytes).
constexpr size_t kEntryBytes = 192;

size_t BytesOf(const CachedEvaluation& evaluation) {
  return kEntryBytes + evaluation.constants.size() * sizeof(Extended) + evaluation.program.size();
}

}  // namespace

EvaluationCache::EvaluationCache(size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

const CachedEvaluation* EvaluationCache::Find(const FunctionKey& key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  ++found->second->evaluation.hits;
  entries_.splice(entries_.end(), entries_, found->second);
  return &found->second->evaluation;
}

const CachedEvaluation* EvaluationCache::Peek(const FunctionKey& key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? nullptr : &found->second->evaluation;
}

void EvaluationCache::Insert(const FunctionKey& key, CachedEvaluation evaluation) {
  static_assert(sizeof(Entry) + 2 * sizeof(void*) + 16 + (sizeof(FunctionKey) + sizeof(void*) + 1) * 16 / 7 <=
                kEntryBytes);
  if (const auto old = index_.find(key); old != index_.end()) Erase(old->second);
  const size_t bytes = BytesOf(evaluation);
  if (bytes > capacity_bytes_) return;
  while (bytes_ + bytes > capacity_bytes_) {
    Erase(entries_.begin());
    ++evictions_;
  }
  evaluation.constants.shrink_to_fit();
  evaluation.program.shrink_to_fit();
  entries_.push_back({key, std::move(evaluation), bytes});
  index_.emplace(key, std::prev(entries_.end()));
  bytes_ += bytes;
}

void EvaluationCache::Erase(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  index_.erase(entry->key);
  entries_.erase(entry);
}

size_t EvaluationCache::size() const { return entries_.size(); }

size_t EvaluationCache::bytes() const { return bytes_; }

void EvaluationCache::ForEach(
    const std::function<void(const FunctionKey&, const CachedEvaluation&)>& visit) const {
  for (const Entry& entry : entries_) visit(entry.key, entry.evaluation);
}

}  // namespace ulpforge
