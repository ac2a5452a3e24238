package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Census;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
  private final Devices devices;
  private final Heartbeats heartbeats;
  private final CensusBoard board;
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

  /// What a sweep tells, and to whom.
  ///
  /// @param publisher tells of episodes
  /// @param heartbeats puts heartbeats on their way
  /// @param board shows the census
  public record Outlets(EpisodePublisher publisher, Heartbeats heartbeats, CensusBoard board) {}

  /// @param devices where devices are
  /// @param outlets what it tells
  /// @param buckets how many buckets devices travel in
  /// @param rules tells the rules in force
  public Sweep(Devices devices, Outlets outlets, int buckets, RulesSource rules) {
    this.devices = devices;
    this.heartbeats = outlets.heartbeats();
    this.board = outlets.board();
    this.beating = Heartbeat.devices(buckets);
    this.rounds = new Rounds(devices.store(), outlets.publisher());
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
      tally.add(DetectCount.BEATS, shards.size());
      Map<String, Device> known = patience.call(() -> devices.store().load(reserved()));
      Instant watermark = watermark(known, shards);
      tally.add(DetectCount.LAG, lag(watermark, now));
      Fleet fleet = fleet(known);
      List<Glance> glances = glances(fleet, watermark, patience);
      List<DeviceWork> works = works(fleet, glances, watermark, now, patience);
      rounds.run(works, current, patience, tally);
      works.forEach(work -> tally.addAll(work.tally()));
      return new Swept(watermark, tally, trouble(works));
    } catch (TransientFailure failure) {
      return new Swept(Instant.EPOCH, tally, Optional.of(failure));
    }
  }

  private List<String> reserved() {
    var names = new ArrayList<>(beating);
    names.add(Fleet.DEVICE);
    return names;
  }

  private static Fleet fleet(Map<String, Device> known) {
    Device device = known.get(Fleet.DEVICE);
    return device == null ? Fleet.UNKNOWN : device.fleet();
  }

  /// The oldest of the newest heartbeats of every shard and bucket.
  private Instant watermark(Map<String, Device> known, Set<String> shards) {
    return beating.stream()
        .map(name -> Optional.ofNullable(known.get(name)))
        .flatMap(device ->
            shards.stream().map(shard -> device.flatMap(beat -> beat.appliedUntil(shard))))
        .map(newest -> newest.orElse(Instant.EPOCH))
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static long lag(Instant watermark, Instant now) {
    return watermark.equals(Instant.EPOCH) || watermark.isAfter(now)
        ? 0
        : Duration.between(watermark, now).toSeconds();
  }

  /// A scan may be older than the watermark, which does no harm where a device is loaded before it
  /// is taken for silent; the fleet is not, so what would make it silent is looked at again.
  private List<Glance> glances(Fleet before, Instant watermark, Patience patience) {
    List<Glance> glances = patience.call(devices.scan()::scan);
    boolean stops =
        !before.silent() && Fleet.Sight.of(glances, watermark, before.recovered()).silent();
    return stops ? patience.call(devices.scan()::scanNewest) : glances;
  }

  /// While the whole fleet is silent, no device is: only what waits in outboxes is published.
  private List<DeviceWork> works(
      Fleet before, List<Glance> glances, Instant watermark, Instant now, Patience patience) {
    Fleet.Sight sight = Fleet.Sight.of(glances, watermark, before.recovered());
    Fleet fleet = before.after(sight);
    Instant counted = counted(before, now, patience);
    var works = new ArrayList<DeviceWork>();
    boolean changed = !fleet.counted(counted).equals(before);
    if (changed) {
      works.add(DeviceWork.of(Fleet.DEVICE, device -> device.see(sight, counted)));
    }
    for (Glance glance : glances) {
      boolean due = !fleet.silent() && glance.isDue(watermark, fleet.recovered());
      if (due) {
        works.add(
            DeviceWork.of(glance.device(), device -> device.sweep(watermark, fleet.recovered())));
      } else if (glance.waiting() > 0 && !(changed && glance.device().equals(Fleet.DEVICE))) {
        works.add(DeviceWork.of(glance.device(), _ -> 0));
      }
    }
    return works;
  }

  /// Counts the devices when that is an hour ago.
  private Instant counted(Fleet before, Instant now, Patience patience) {
    if (before.counted().plus(Census.RECENT).isAfter(now)) {
      return before.counted();
    }
    Census census = patience.call(() -> devices.scan().census(now));
    patience.run(() -> board.show(census));
    return now;
  }

  private static Optional<TransientFailure> trouble(List<DeviceWork> works) {
    return works.stream().flatMap(work -> Optional.ofNullable(work.trouble()).stream()).findFirst();
  }
}
