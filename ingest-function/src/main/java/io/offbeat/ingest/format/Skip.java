package io.offbeat.ingest.format;

import java.util.Locale;

/// Why a part of a record holds no reading, though it breaks no rule. `docs/data-formats.md`
/// describes each.
public enum Skip {
  /// A probe by which CloudWatch Logs tries whether the stream can be reached.
  PROBE,
  /// What is whole, and holds nothing.
  EMPTY,
  /// A field that holds a text, a truth value or nothing.
  NO_NUMBER,
  /// A point that says of itself that nothing was measured.
  NO_RECORDED_VALUE,
  /// The parts of a distribution beyond its count and sum.
  DISTRIBUTION,
  /// The removal of an item.
  REMOVAL;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The name in docs and messages: lower case, words joined by `-`.
  public String label() {
    return label;
  }
}
