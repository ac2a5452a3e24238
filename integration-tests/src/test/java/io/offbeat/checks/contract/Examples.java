package io.offbeat.checks.contract;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Readings and events that no test looks into.
final class Examples {
  private static final Instant START = Instant.parse("2026-11-25T17:00:00Z");
  private static final String SHARD = "shardId-000000000000";

  private Examples() {}

  /// Readings of a device, one a minute.
  ///
  /// @param from sequence number of the first
  static List<AcceptedReading> readings(String device, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(minute -> {
          Instant at = START.plusSeconds(60L * minute);
          return new AcceptedReading(
              new Reading(new SeriesKey(device, "temperature"), at, 20 + minute % 5, "Cel"),
              at.plusSeconds(1),
              new SourcePosition(SHARD, BigInteger.valueOf(1000L + minute), 0));
        })
        .toList();
  }

  /// A device's episode that has just started.
  static EpisodeEvent started(String device) {
    return new EpisodeEvent(
        EpisodeEvent.Change.STARTED,
        new SeriesKey(device, "temperature"),
        "Cel",
        Kind.SPIKE,
        Severity.MEDIUM,
        START,
        START,
        90.5,
        90.5,
        0.65,
        0.3,
        new Range(18, 24),
        new Range(16, 26),
        "highest in 32 days, by 0.8 of its usual span",
        false,
        false,
        List.of(20.0, 21.0, 90.5));
  }

  /// Started episodes of as many devices.
  static List<EpisodeEvent> started(int count) {
    return IntStream.range(0, count).mapToObj(i -> started("pump-" + i)).toList();
  }
}
