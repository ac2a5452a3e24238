package io.offbeat.model.rules;

import java.time.Duration;

/// When a series that stopped is anomalous.
public sealed interface Silence {
  /// When the gap has left the series' usual range, if it is a regular one.
  Silence AUTO = new Auto();

  /// Never.
  Silence OFF = new Off();

  /// See [#AUTO].
  record Auto() implements Silence {}

  /// See [#OFF].
  record Off() implements Silence {}

  /// After a fixed time without a reading.
  ///
  /// @param gap how long, positive
  record After(Duration gap) implements Silence {}
}
