package io.offbeat.detector;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Heartbeats in memory: the newest of each shard.
public final class InMemoryHeartbeats implements Heartbeats {
  private final Set<String> shards;
  private final SortedMap<String, String> newest = new TreeMap<>();

  /// @param shards the open shards
  public InMemoryHeartbeats(Collection<String> shards) {
    this.shards = Set.copyOf(shards);
  }

  @Override
  public synchronized Set<String> put(Instant at, Collection<String> devices) {
    shards.forEach(shard -> newest.put(shard, Heartbeat.lines(at, devices)));
    return shards;
  }

  /// The record put last on each shard that has one, by the shards' names.
  public synchronized List<String> newest() {
    return List.copyOf(newest.values());
  }
}
