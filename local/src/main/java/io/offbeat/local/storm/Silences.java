package io.offbeat.local.storm;

import io.offbeat.detector.Device;
import io.offbeat.detector.Glance;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which silences must be told, and which must not.
///
/// A sweep with nothing in its way knows of all that arrived before the heartbeats of a former one,
/// once that is folded: who was due by then is silent, or the whole fleet is. What was told as
/// silent had truly sent nothing from its last arrival until its limit, and each silence ends. When
/// nothing more arrives of any device, that is told as one silence, and not one a device.
final class Silences {
  /// The reserved device that stands for the fleet; all reserved ones begin like it.
  private static final String FLEET = "offbeat.fleet";

  private static final String RESERVED = "offbeat.";

  /// What a device that stops with all others can owe first: a minute after the newest reading of
  /// all is too soon to tell.
  private static final Duration QUIET = Duration.ofMinutes(1);

  /// The limit of a device that reports every few seconds, and has never been away for longer.
  private static final Duration SHORT_LIMIT = Duration.ofSeconds(70);

  /// Two sweeps may fall between the limits of devices that stop at once: the first may tell fewer
  /// than half of them one by one, and the second fewer than half of those that are left.
  private static final int OF_FOUR = 4;

  private static final int TOO_MANY = 3;
  private static final int FEW = 2;

  private final Cloud cloud;
  private final ShardedStream readings;
  private final Supplier<Instant> clock;
  private final Supplier<Instant> folded;
  private final List<Round> done = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();

  /// When the newest record had arrived as the last sweep began, and how many scans had shown what
  /// was when a sweep first found it so.
  private Instant newestSeen = Instant.EPOCH;

  private int oldScansThen;

  /// A sweep.
  ///
  /// @param start when it began: its heartbeats arrive later
  /// @param shards how many shards there had ever been on the stream of readings
  /// @param known all that arrived before is folded, and a sweep's heartbeats have shown it; 1970
  ///   while none has
  /// @param oldScans how many scans had shown what was
  /// @param end when it ended
  record Round(Instant start, int shards, Instant known, int oldScans, Instant end) {
    Round endedAt(Instant time) {
      return new Round(start, shards, known, oldScans, time);
    }
  }

  /// @param cloud what the sweeps look at, and where they tell
  /// @param readings where heartbeats go
  /// @param clock the time
  /// @param folded all that arrived before is done with by both mappings
  Silences(Cloud cloud, ShardedStream readings, Supplier<Instant> clock, Supplier<Instant> folded) {
    this.cloud = cloud;
    this.readings = readings;
    this.clock = clock;
    this.folded = folded;
  }

  /// A sweep begins.
  Round begin() {
    Instant newest = newest();
    if (!newest.equals(newestSeen)) {
      newestSeen = newest;
      oldScansThen = cloud.oldScans;
    }
    Instant until = folded.get();
    int shards = readings.shards().size();
    Instant known =
        done.stream()
            .filter(round -> round.shards() == shards && round.end().isBefore(until))
            .map(Round::start)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new Round(clock.get(), shards, known, cloud.oldScans, Instant.MAX);
  }

  /// A sweep has ended with nothing in its way.
  void end(Round round) {
    if (cloud.isClosed() || round.shards() != readings.shards().size()) {
      return;
    }
    done.add(round.endedAt(clock.get()));
    oneByOne();
    Map<Instant, Change> fleet = fleet();
    if (round.oldScans() != cloud.oldScans || fleet.containsValue(Change.STARTED)) {
      return;
    }
    Instant recovered = recovered();
    for (Glance glance : cloud.devices.scan()) {
      if (!glance.device().startsWith(RESERVED) && glance.isDue(round.known(), recovered)) {
        broken.add(
            "%s was due at %s, and the sweep of %s has not told"
                .formatted(glance.device(), glance.due().orElseThrow(), round.start()));
      }
    }
  }

  /// While nothing arrives of any device, few may be told silent one by one. Where a scan since the
  /// newest record has shown what was, a sweep cannot know that it is all of them.
  private void oneByOne() {
    Instant newest = newest();
    Set<String> told =
        cloud.episodes.stream()
            .filter(event -> event.kind() == Kind.SILENT && event.change() == Change.STARTED)
            .filter(event -> event.at().isAfter(newest.plus(QUIET)))
            .filter(event -> !event.at().isAfter(event.start().plus(SHORT_LIMIT)))
            .map(event -> event.series().device())
            .filter(device -> !device.startsWith(RESERVED))
            .collect(Collectors.toSet());
    long all = cloud.devices.scan().stream().filter(g -> !g.device().startsWith(RESERVED)).count();
    boolean seesAll = cloud.oldScans == oldScansThen;
    if (seesAll && all > FEW && OF_FOUR * (long) told.size() >= TOO_MANY * all) {
      broken.add(
          "nothing had arrived since %s, and %d of %d devices were told silent one by one"
              .formatted(newest, told.size(), all));
    }
  }

  /// When the newest record of any device arrived.
  private Instant newest() {
    return readings.all().reversed().stream()
        .filter(record -> !record.partitionKey().startsWith(RESERVED))
        .map(StreamRecord::arrivedAt)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  /// What is known of the fleet's silences, by their starts.
  private Map<Instant, Change> fleet() {
    var newest = new TreeMap<Instant, Change>();
    fleetEvents()
        .forEach(event ->
            newest.merge(event.start(), event.change(), (a, b) -> a == Change.ENDED ? a : b));
    return newest;
  }

  private Instant recovered() {
    return fleetEvents()
        .filter(event -> event.change() == Change.ENDED)
        .map(EpisodeEvent::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private Stream<EpisodeEvent> fleetEvents() {
    Device device = cloud.devices.load(List.of(FLEET)).get(FLEET);
    List<EpisodeEvent> waiting = device == null ? List.of() : device.outbox();
    return Stream.concat(cloud.episodes.stream(), waiting.stream())
        .filter(event -> event.series().device().equals(FLEET));
  }

  /// What did not hold.
  ///
  /// @param arrivals when something of each device arrived that counts against its silence
  List<String> broken(Map<String, NavigableSet<Instant>> arrivals) {
    var all = new HashMap<String, NavigableSet<Instant>>(arrivals);
    all.keySet().removeIf(device -> device.startsWith(RESERVED));
    var any = new TreeSet<Instant>();
    all.values().forEach(any::addAll);
    all.put(FLEET, any);
    var starts = new TreeMap<String, EpisodeEvent>();
    var ends = new TreeMap<String, EpisodeEvent>();
    for (EpisodeEvent event : cloud.episodes) {
      if (event.kind() == Kind.SILENT) {
        String silence = "%s since %s".formatted(event.series(), event.start());
        (event.change() == Change.STARTED ? starts : ends).put(silence, event);
      }
    }
    starts.forEach((silence, event) -> {
      Instant sent =
          all.getOrDefault(event.series().device(), new TreeSet<>()).higher(event.start());
      if (sent != null && sent.isBefore(event.at())) {
        broken.add(
            "%s was told silent at %s, and had sent at %s".formatted(silence, event.at(), sent));
      }
      if (!ends.containsKey(silence)) {
        broken.add("%s was told silent, and its end was not".formatted(silence));
      }
    });
    ends.keySet().stream()
        .filter(silence -> !starts.containsKey(silence))
        .forEach(silence -> broken.add("%s has ended, and was not told".formatted(silence)));
    return List.copyOf(broken);
  }

  /// How many were told.
  long told() {
    return cloud.episodes.stream()
        .filter(event -> event.kind() == Kind.SILENT && event.change() == Change.STARTED)
        .map(EpisodeEvent::eventId)
        .distinct()
        .count();
  }
}
