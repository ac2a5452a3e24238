package io.offbeat.local.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// A healthy series of a shape, reading by reading, and what a fault would make of its readings.
public final class ShapedSeries {
  /// Midnight of a Monday.
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final double LEAST_INTERVAL = 0.1;
  private static final double MORE_INTERVAL = 1.9;
  private static final double MILLIS = 1000;

  private final Shape shape;
  private final Chances chances;
  private final DoubleSupplier noise;
  private final Duration cadence;
  private Instant next = START;

  /// A healthy reading.
  ///
  /// @param at when
  /// @param value its value
  /// @param noise what part of it is noise
  public record Healthy(Instant at, double value, double noise) {}

  /// @param shape how it looks
  /// @param cadence the usual time between two readings
  /// @param seed the same seed gives the same series
  public ShapedSeries(Shape shape, Duration cadence, long seed) {
    this.shape = shape;
    this.cadence = cadence;
    this.chances = new Chances(new SplittableRandom(seed));
    this.noise = shape.noise(chances);
  }

  /// The next reading.
  public Healthy next() {
    while (chances.happens(shape.missing())) {
      next = next.plus(interval());
    }
    Instant at = next;
    next = next.plus(interval());
    double around = noise.getAsDouble();
    return new Healthy(at, shape.centre(seconds(at)) + around, around);
  }

  /// The readings as they were if the series were faulty from the first of them on.
  ///
  /// @param healthy the readings as they are
  /// @param last value of the one before
  public List<Healthy> faulty(ShapeFault fault, List<Healthy> healthy, double last) {
    Instant end = healthy.getFirst().at().plus(fault.length());
    var faulty = new ArrayList<Healthy>(healthy.size());
    for (Healthy reading : healthy) {
      boolean wrong = !reading.at().isAfter(end);
      double value =
          wrong
              ? fault.value(shape, seconds(reading.at()), reading.noise(), last)
              : reading.value();
      faulty.add(new Healthy(reading.at(), value, reading.noise()));
    }
    return faulty;
  }

  private Duration interval() {
    return shape.isIrregular()
        ? Duration.ofMillis(
            Math.round(
                cadence.toSeconds() * MILLIS * (LEAST_INTERVAL + MORE_INTERVAL * chances.even())))
        : cadence;
  }

  private static double seconds(Instant at) {
    return Duration.between(START, at).toMillis() / MILLIS;
  }
}
