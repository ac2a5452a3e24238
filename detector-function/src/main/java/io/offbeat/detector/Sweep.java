package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.rules.Rules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the series that have gone silent, and publishes what outboxes still hold.
///
/// Silence is judged against the watermark, not the clock. Heartbeats travel the whole pipeline, on
/// every shard of `readings` and through every bucket; all that arrived before the oldest of those
/// that came through is folded. While the pipeline is behind, the watermark stands still and
/// nothing becomes silent. A reading that arrives in the very second of the alarm wins or loses by
/// the device's version: either the sweep loads the device again and finds it alive, or the reading
/// finds the silence and ends it.
public final class Sweep {
  private final DeviceStore store;
  private final DeviceScan scan;
  private final Heartbeats heartbeats;
  private final List<String> beating;
  private final Rounds rounds;
  private final RulesSource rules;

  /// How a sweep ended.
  ///
  /// @param watermark up to when all is folded; 1970 when some path has shown nothing yet
  /// @param tally what it did
  /// @param trouble what stood in the way of some device, or of all; the next sweep tries again
  public record Swept(
      Instant watermark, Tally<DetectCount> tally, Optional<TransientFailure> trouble) {}

  /// Where devices are.
  ///
  /// @param store keeps them
  /// @param scan looks at all of them
  public record Devices(DeviceStore store, DeviceScan scan) {}

  /// @param devices where devices are
  /// @param publisher tells of their episodes
  /// @param heartbeats puts heartbeats on their way
  /// @param buckets how many buckets devices travel in
  /// @param rules tells the rules in force
  public Sweep(
      Devices devices,
      EpisodePublisher publisher,
      Heartbeats heartbeats,
      int buckets,
      RulesSource rules) {
    this.store = devices.store();
    this.scan = devices.scan();
    this.heartbeats = heartbeats;
    this.beating = Heartbeat.devices(buckets);
    this.rounds = new Rounds(store, publisher);
    this.rules = rules;
  }

  /// Sweeps once.
  ///
  /// @param now event time of the heartbeats
  /// @param patience waits out trouble
  public Swept run(Instant now, Patience patience) {
    Tally<DetectCount> tally = DetectCount.tally();
    try {
      Rules current = patience.call(rules::current);
      Set<String> shards = patience.call(() -> heartbeats.put(now, beating));
      Instant watermark = patience.call(() -> watermark(shards));
      List<DeviceWork> works = patience.call(() -> works(watermark));
      rounds.run(works, current, patience, tally);
      works.forEach(work -> tally.addAll(work.tally()));
      return new Swept(watermark, tally, trouble(works));
    } catch (TransientFailure failure) {
      return new Swept(Instant.EPOCH, tally, Optional.of(failure));
    }
  }

  /// The oldest of the newest heartbeats of every shard and bucket.
  private Instant watermark(Set<String> shards) {
    Collection<Device> devices = store.load(beating).values();
    if (devices.size() < beating.size()) {
      return Instant.EPOCH;
    }
    return devices.stream()
        .flatMap(device -> shards.stream().map(device::appliedUntil))
        .map(newest -> newest.orElse(Instant.EPOCH))
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private List<DeviceWork> works(Instant watermark) {
    return scan.scan().stream()
        .filter(glance -> glance.needs(watermark))
        .map(glance -> DeviceWork.sweeping(glance.device(), watermark))
        .toList();
  }

  private static Optional<TransientFailure> trouble(List<DeviceWork> works) {
    return works.stream().flatMap(work -> Optional.ofNullable(work.trouble()).stream()).findFirst();
  }
}
