package io.offbeat.model.rules;

import java.time.Duration;

/// When a series that stopped is anomalous.
public sealed interface Silence {
  /// The one [Auto].
  Silence AUTO = new Auto();

  /// The one [Off].
  Silence OFF = new Off();

  /// When the gap has left the series' usual range, if it is a regular one.
  record Auto() implements Silence {}

  /// Never.
  record Off() implements Silence {}

  /// After a fixed time without a reading.
  ///
  /// @param gap how long, positive
  record After(Duration gap) implements Silence {}
}
