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

  ShapeTrial(Shape shape, Duration cadence, long seed) {
    this.shape = shape;
    this.series = new ShapedSeries(shape, cadence, seed);
  }

  Result run() {
    Baseline baseline = Baseline.fresh();
    Episode open = null;
    int firstWeek = 0;
    int later = 0;
    int severe = 0;
    var delays = new EnumMap<ShapeFault, OptionalInt>(ShapeFault.class);
    double last = 0;
    List<Healthy> ahead = new ArrayList<>();
    while (true) {
      Healthy reading = ahead.isEmpty() ? series.next() : ahead.removeFirst();
      if (!reading.at().isBefore(END)) {
        return new Result(firstWeek, later, severe, delays);
      }
      if (delays.isEmpty() && !reading.at().isBefore(BREAK)) {
        ahead = dayFrom(reading);
        breakIt(baseline, last, ahead, delays);
        reading = ahead.removeFirst();
      }
      Step step = step(open, baseline, reading);
      if (step instanceof Step.Started) {
        firstWeek += reading.at().isBefore(SECOND_WEEK) ? 1 : 0;
        later += reading.at().isBefore(SECOND_WEEK) ? 0 : 1;
      }
      severe += isSevere(step.open()) && !isSevere(open) ? 1 : 0;
      open = step.open();
      last = reading.value();
    }
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

  private void breakIt(
      Baseline baseline, double last, List<Healthy> day, Map<ShapeFault, OptionalInt> delays) {
    for (ShapeFault fault : ShapeFault.values()) {
      delays.put(fault, delay(copy(baseline), fault, series.faulty(fault, day, last)));
    }
    delays.keySet().removeIf(fault -> !fault.shows(shape));
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
