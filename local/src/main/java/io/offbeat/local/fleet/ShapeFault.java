package io.offbeat.local.fleet;

import io.offbeat.model.Kind;
import java.time.Duration;

/// What can be wrong with a series of any shape, in sizes that a detector should find.
public enum ShapeFault {
  SPIKE(Kind.SPIKE, Duration.ZERO),
  LEVEL_SHIFT(Kind.LEVEL_SHIFT, Duration.ofDays(1)),
  NOISE_CHANGE(Kind.NOISE_CHANGE, Duration.ofDays(1)),
  STUCK(Kind.STUCK, Duration.ofHours(12)),
  OFF_RHYTHM(Kind.OFF_RHYTHM, Duration.ofDays(1));

  private static final double SPIKE_DEVIATIONS = 10;
  private static final double SHIFT_DEVIATIONS = 3;
  private static final double NOISIER = 3;
  private static final double SECONDS_LATE = Duration.ofHours(3).toSeconds();

  private final Kind kind;
  private final Duration length;

  ShapeFault(Kind kind, Duration length) {
    this.kind = kind;
    this.length = length;
  }

  /// The kind of anomaly that it makes.
  public Kind kind() {
    return kind;
  }

  /// How long it lasts; zero for one reading.
  Duration length() {
    return length;
  }

  /// Whether it can be seen in a shape at all: off rhythm only where there is one, and a sensor
  /// that repeats itself only where values change.
  public boolean shows(Shape shape) {
    return switch (this) {
      case SPIKE, LEVEL_SHIFT -> true;
      case NOISE_CHANGE -> shape != Shape.CONSTANT;
      case STUCK -> shape != Shape.CONSTANT && shape != Shape.BINARY && shape != Shape.RARE_EVENTS;
      case OFF_RHYTHM -> shape.hasRhythm();
    };
  }

  /// The faulty value of a reading.
  ///
  /// @param shape of its series
  /// @param seconds when, since midnight of a Monday
  /// @param noise its healthy deviation from the centre
  /// @param last value of the reading before the fault
  double value(Shape shape, double seconds, double noise, double last) {
    double centre = shape.centre(seconds);
    return switch (this) {
      case SPIKE -> centre + noise + SPIKE_DEVIATIONS * shape.deviation();
      case LEVEL_SHIFT -> centre + noise + SHIFT_DEVIATIONS * shape.deviation();
      case NOISE_CHANGE -> centre + NOISIER * noise;
      case STUCK -> last;
      case OFF_RHYTHM -> shape.centre(seconds - SECONDS_LATE) + noise;
    };
  }
}
