package io.offbeat.model.rules;

/// On which side of its usual range a series is anomalous.
public enum Direction {
  /// Above it and below it.
  BOTH,
  /// Above it only.
  ABOVE,
  /// Below it only.
  BELOW
}
