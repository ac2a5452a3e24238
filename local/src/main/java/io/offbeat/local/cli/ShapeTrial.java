package io.offbeat.local.cli;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.detection.Episode.Step;
import io.offbeat.local.fleet.Shape;
import io.offbeat.local.fleet.ShapeFault;
import io.offbeat.local.fleet.ShapedSeries;
import io.offbeat.local.fleet.ShapedSeries.Healthy;
import io.offbeat.model.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One series for eight weeks, all of them healthy; and what would be told if it broke after four,
/// once for each fault.
final class ShapeTrial {
  static final int WEEKS = 8;

  private static final Instant SECOND_WEEK = ShapedSeries.START.plus(Duration.ofDays(7));

  /// In the fifth week, at 10:16 of a Thursday, which is no edge of any rhythm.
  private static final Instant BREAK =
      ShapedSeries.START.plus(Duration.ofDays(31)).plusSeconds(37_000);

  private static final Instant END = ShapedSeries.START.plus(Duration.ofDays(7 * WEEKS));

  /// A spike is found at once, or with one of the next two readings.
  private static final int SPIKE_READINGS = 3;

  /// What a trial brought.
  ///
  /// @param firstWeek false episodes in the first week
  /// @param later false episodes in the other seven
  /// @param severe how many of all of these were high or critical
  /// @param delays readings until each fault was told; empty for one that was not
  record Result(int firstWeek, int later, int severe, Map<ShapeFault, OptionalInt> delays) {}

  private final Shape shape;
  private final ShapedSeries series;
  private final Baseline baseline = Baseline.fresh();
  private @Nullable Episode open;
  private double last;
  private int firstWeek;
  private int later;
  private int severe;

  ShapeTrial(Shape shape, Duration cadence, long seed) {
    this.shape = shape;
    this.series = new ShapedSeries(shape, cadence, seed);
  }

  Result run() {
    List<Healthy> day = dayFrom(watchUntil(BREAK));
    Map<ShapeFault, OptionalInt> delays = delays(day);
    day.forEach(this::watch);
    watchUntil(END);
    return new Result(firstWeek, later, severe, delays);
  }

  /// Watches what comes before an instant.
  ///
  /// @return the first reading that does not
  private Healthy watchUntil(Instant end) {
    Healthy reading = series.next();
    while (reading.at().isBefore(end)) {
      watch(reading);
      reading = series.next();
    }
    return reading;
  }

  private void watch(Healthy reading) {
    Step step = step(open, baseline, reading);
    if (step instanceof Step.Started) {
      boolean first = reading.at().isBefore(SECOND_WEEK);
      firstWeek += first ? 1 : 0;
      later += first ? 0 : 1;
    }
    severe += isSevere(step.open()) && !isSevere(open) ? 1 : 0;
    open = step.open();
    last = reading.value();
  }

  private static boolean isSevere(@Nullable Episode episode) {
    return episode != null && episode.severity().compareTo(Severity.HIGH) >= 0;
  }

  private List<Healthy> dayFrom(Healthy first) {
    Instant end = first.at().plus(Duration.ofDays(1));
    var day = new ArrayList<>(List.of(first));
    while (day.getLast().at().isBefore(end)) {
      day.add(series.next());
    }
    return day;
  }

  /// What each fault that shows would be told after, were the day faulty.
  private Map<ShapeFault, OptionalInt> delays(List<Healthy> day) {
    var delays = new EnumMap<ShapeFault, OptionalInt>(ShapeFault.class);
    for (ShapeFault fault : ShapeFault.values()) {
      if (fault.shows(shape)) {
        delays.put(fault, delay(copy(baseline), fault, series.faulty(fault, day, last)));
      }
    }
    return delays;
  }

  private static OptionalInt delay(Baseline baseline, ShapeFault fault, List<Healthy> readings) {
    int most = fault == ShapeFault.SPIKE ? SPIKE_READINGS : readings.size();
    for (int index = 0; index < most; index++) {
      if (step(null, baseline, readings.get(index)) instanceof Step.Started) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  private static Step step(@Nullable Episode open, Baseline baseline, Healthy reading) {
    return Episode.next(
        open, baseline.learn(reading.at(), reading.value()), reading.at(), reading.value());
  }

  private static Baseline copy(Baseline baseline) {
    try {
      var bytes = new ByteArrayOutputStream();
      baseline.encode(new DataOutputStream(bytes));
      return Baseline.decode(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
