package io.offbeat.local.fleet;

import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Breaks a fleet on purpose: as many spikes as level shifts, at random times of random series.
final class FaultPlan {
  /// One fault in so many days of a series.
  private static final int SERIES_DAYS_A_FAULT = 70;

  private static final int LEAST_FAULTS = 2;

  /// Faults of one series are at least so far apart.
  private static final Duration REST = Duration.ofDays(2);

  private static final double SPIKE_SIGMAS = 10;
  private static final double LEAST_SHIFT_SIGMAS = 4;
  private static final double MOST_SHIFT_SIGMAS = 8;
  private static final int LEAST_SHIFT_HOURS = 3;
  private static final int MOST_SHIFT_HOURS = 12;

  private final List<SeriesKey> series;
  private final Instant from;
  private final Instant to;
  private final RandomGenerator random;

  /// @param series what may break
  /// @param from no fault starts before
  /// @param to every fault ends before
  /// @param random chooses
  FaultPlan(List<SeriesKey> series, Instant from, Instant to, RandomGenerator random) {
    this.series = series;
    this.from = from;
    this.to = to;
    this.random = random;
  }

  /// The faults, by start.
  List<Fault> draw() {
    long seriesDays = series.size() * Duration.between(from, to).toDays();
    long wanted = Math.max(LEAST_FAULTS, seriesDays / SERIES_DAYS_A_FAULT);
    var faults = new ArrayList<Fault>();
    while (faults.size() < wanted) {
      Fault fault = faults.size() % 2 == 0 ? spike() : levelShift();
      if (faults.stream().noneMatch(other -> tooClose(other, fault))) {
        faults.add(fault);
      }
    }
    faults.sort(Comparator.comparing(Fault::start).thenComparing(Fault::series));
    return List.copyOf(faults);
  }

  private Fault spike() {
    Instant at = start(Duration.ZERO);
    return new Fault(anySeries(), Kind.SPIKE, at, at, upOrDown(SPIKE_SIGMAS));
  }

  private Fault levelShift() {
    Duration length = Duration.ofHours(random.nextInt(LEAST_SHIFT_HOURS, MOST_SHIFT_HOURS + 1));
    Instant start = start(length);
    double sigmas = random.nextDouble(LEAST_SHIFT_SIGMAS, MOST_SHIFT_SIGMAS);
    return new Fault(anySeries(), Kind.LEVEL_SHIFT, start, start.plus(length), upOrDown(sigmas));
  }

  private Instant start(Duration length) {
    long ticks = Duration.between(from, to).minus(length).dividedBy(Fleet.CADENCE);
    return from.plus(Fleet.CADENCE.multipliedBy(random.nextLong(ticks)));
  }

  private SeriesKey anySeries() {
    return series.get(random.nextInt(series.size()));
  }

  private double upOrDown(double sigmas) {
    return random.nextBoolean() ? sigmas : -sigmas;
  }

  private static boolean tooClose(Fault a, Fault b) {
    return a.series().equals(b.series())
        && a.start().isBefore(b.end().plus(REST))
        && b.start().isBefore(a.end().plus(REST));
  }
}
