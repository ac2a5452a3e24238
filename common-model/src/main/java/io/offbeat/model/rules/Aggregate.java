package io.offbeat.model.rules;

/// What becomes of the readings of a window.
public enum Aggregate {
  /// How many there are; 0 when none came.
  COUNT,
  /// Their sum.
  SUM,
  /// Their arithmetic mean.
  MEAN,
  /// The least.
  MIN,
  /// The greatest.
  MAX,
  /// The newest.
  LAST
}
