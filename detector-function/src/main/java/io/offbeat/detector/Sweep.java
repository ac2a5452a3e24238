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
import org.jspecify.annotations.Nullable;

/// Finds the series that have gone silent, and publishes what outboxes still hold.
///
/// Silence is judged against the watermark, not the clock. Heartbeats travel the whole pipeline, on
/// every shard of `readings` and through every bucket; all that arrived before the oldest of those
/// that came through is folded. While the pipeline is behind, the watermark stands still and
/// nothing becomes silent. A reading that arrives in the very second of the alarm wins or loses by
/// the device's version: either the sweep loads the device again and finds it alive, or the reading
/// finds the silence and ends it.
public final class Sweep {
  /// Devices that are loaded at once.
  private static final int PAGE = 1_000;

  private final Devices devices;
  private final Heartbeats heartbeats;
  private final CensusBoard board;
  private final List<String> beating;
  private final Rounds rounds;
  private final RulesSource rules;

  /// The rules by which all that is saved of silence was last judged.
  private @Nullable Rules judgedBy;

  /// How a sweep ended.
  ///
  /// @param watermark up to when all is folded; empty while some path has shown nothing yet
  /// @param tally what it did
  /// @param trouble what stood in the way of some device, or of all; the next sweep tries again
  public record Swept(
      Optional<Instant> watermark, Tally<DetectCount> tally, Optional<TransientFailure> trouble) {
    /// How far the pipeline is behind: the time from the watermark to the sweep, around a sweep's
    /// interval in good times; empty while no watermark is known.
    ///
    /// @param now when the sweep began
    public Optional<Duration> lag(Instant now) {
      return watermark.map(
          known -> known.isAfter(now) ? Duration.ZERO : Duration.between(known, now));
    }
  }

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
    Optional<Instant> watermark = Optional.empty();
    try {
      Rules current = patience.call(rules::current);
      Set<String> shards = patience.call(() -> heartbeats.put(now, beating));
      tally.add(DetectCount.BEATS, shards.size());
      Map<String, Device> known = patience.call(() -> devices.store().load(reserved()));
      List<Optional<Instant>> paths = paths(known, shards);
      tally.add(DetectCount.UNSEEN, paths.stream().filter(Optional::isEmpty).count());
      watermark = watermark(paths);
      Instant until = watermark.orElse(Instant.EPOCH);
      Fleet before = fleet(known);
      Look look = look(before, until, current, now, patience);
      List<Task> tasks = tasks(before, look, until);
      Optional<TransientFailure> trouble = work(tasks, current, patience, tally);
      if (look.whole() && trouble.isEmpty()) {
        judgedBy = current;
      }
      return new Swept(watermark, tally, trouble);
    } catch (TransientFailure failure) {
      return new Swept(watermark, tally, Optional.of(failure));
    }
  }

  /// Page by page: what is done with need not be held, and stays done if this ends too soon.
  private Optional<TransientFailure> work(
      List<Task> tasks, Rules current, Patience patience, Tally<DetectCount> tally) {
    Optional<TransientFailure> trouble = Optional.empty();
    for (int from = 0; from < tasks.size(); from += PAGE) {
      List<DeviceWork> page =
          tasks.subList(from, Math.min(from + PAGE, tasks.size())).stream()
              .map(task -> DeviceWork.of(task.device(), task.entry()))
              .toList();
      rounds.run(page, current, patience, tally);
      page.forEach(work -> tally.addAll(work.tally()));
      trouble = trouble.or(() -> trouble(page));
    }
    return trouble;
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

  /// The newest heartbeat of every shard and bucket; empty where none has come through.
  private List<Optional<Instant>> paths(Map<String, Device> known, Set<String> shards) {
    return beating.stream()
        .map(name -> Optional.ofNullable(known.get(name)))
        .flatMap(device ->
            shards.stream().map(shard -> device.flatMap(beat -> beat.appliedUntil(shard))))
        .toList();
  }

  /// The oldest of the newest heartbeats; empty while one path has shown none.
  private static Optional<Instant> watermark(List<Optional<Instant>> paths) {
    return paths.stream().allMatch(Optional::isPresent)
        ? paths.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /// What a sweep sees of all devices.
  ///
  /// @param glances a glance at each; where it looked at the whole device, by the rules of now
  /// @param stale devices that the rules of now make due at another time than was saved
  /// @param whole whether it looked at whole devices
  /// @param sight what it all comes to
  /// @param counted when the devices were last counted
  private record Look(
      List<Glance> glances, Set<String> stale, boolean whole, Fleet.Sight sight, Instant counted) {}

  /// Looks at whole devices when an hour is over, for the census; when the rules have changed, for
  /// what is saved of silence was judged by those before; and before the fleet is taken for silent.
  private Look look(Fleet before, Instant until, Rules current, Instant now, Patience patience) {
    boolean counts = !before.counted().plus(Census.RECENT).isAfter(now);
    if (!counts && current == judgedBy) {
      List<Glance> glances = patience.call(devices.scan()::scan);
      Fleet.Sight sight = Fleet.Sight.of(glances, until, before.recovered());
      if (before.silent() || !sight.silent()) {
        return new Look(glances, Set.of(), false, sight, before.counted());
      }
    }
    var visit = patience.call(() -> Visit.of(devices.scan(), current, now));
    if (counts) {
      patience.run(() -> board.show(visit.census()));
    }
    Fleet.Sight sight = Fleet.Sight.of(visit.glances(), until, before.recovered());
    return new Look(visit.glances(), visit.stale(), true, sight, counts ? now : before.counted());
  }

  /// What there is to do for a device.
  private record Task(String device, DeviceWork.Entry entry) {}

  /// While the whole fleet is silent, no device is: only what waits in outboxes is published.
  private static List<Task> tasks(Fleet before, Look look, Instant until) {
    Fleet fleet = before.after(look.sight());
    var tasks = new ArrayList<Task>();
    boolean changed = !fleet.counted(look.counted()).equals(before);
    if (changed) {
      tasks.add(new Task(Fleet.DEVICE, device -> device.see(look.sight(), look.counted())));
    }
    for (Glance glance : look.glances()) {
      boolean due = !fleet.silent() && glance.isDue(until, fleet.recovered());
      if (due) {
        tasks.add(new Task(glance.device(), device -> device.sweep(until, fleet.recovered())));
      } else if (look.stale().contains(glance.device())) {
        tasks.add(new Task(glance.device(), Device::refresh));
      } else if (glance.waiting() > 0 && !(changed && glance.device().equals(Fleet.DEVICE))) {
        tasks.add(new Task(glance.device(), _ -> 0));
      }
    }
    return tasks;
  }

  private static Optional<TransientFailure> trouble(List<DeviceWork> works) {
    return works.stream().flatMap(work -> Optional.ofNullable(work.trouble()).stream()).findFirst();
  }
}
