#include "publish/checked_peers.h"

#include <utility>

#include "publish/code_timing.h"

namespace ulpforge {

absl::StatusOr<std::vector<MeasuredPeer>> CheckPeers(const Target& target, const Contract& contract,
                                                     const ExhaustiveChecker& check) {
  const absl::StatusOr<PeerLevel> level = FindPeerLevel(kTimedCpu);
  if (!level.ok()) return level.status();
  std::vector<MeasuredPeer> peers;
  for (const Peer& peer : PeersOf(target.name, *level)) {
    absl::StatusOr<LoadedPeer> loaded = peer.Load();
    if (!loaded.ok()) continue;
    ExhaustiveOptions options;
    options.threads = 0;
    options.domain = contract.domain;
    const absl::StatusOr<ExhaustiveReport> report =
        check(peer.Name(), target, Always(loaded->function().array), options);
    if (!report.ok()) return report.status();
    peers.push_back({.name = peer.Name(),
                     .peer = *std::move(loaded),
                     .max_ulp = report->max_ulp(),
                     .max_ulp_normal = report->main().max_ulp(),
                     .is_libm = peer.library == "glibc" && peer.variant == "libm"});
  }
  return peers;
}

}  // namespace ulpforge
