package io.offbeat.detection;

import java.util.Locale;

/// What a baseline says of a reading.
public enum Verdict {
  /// Too little history to judge.
  WARMING_UP,
  /// As usual.
  NORMAL,
  /// Too far from normal.
  ANOMALOUS;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The name in CSV and logs: lower case, words joined by `-`.
  public String label() {
    return label;
  }
}
