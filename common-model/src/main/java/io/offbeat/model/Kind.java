package io.offbeat.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// In what way a series is anomalous.
public enum Kind {
  /// A value far out, soon back.
  SPIKE,
  /// The level has moved and stays.
  LEVEL_SHIFT,
  /// The level moves steadily.
  DRIFT,
  /// More or less variable than ever.
  NOISE_CHANGE,
  /// A usual value at an unusual time of day or week.
  OFF_RHYTHM,
  /// A sensor that repeats itself.
  STUCK,
  /// A series that stopped.
  SILENT,
  /// Many more readings than ever.
  BURST,
  /// The device shows that it cannot be believed: a clock that cannot be right, a value that means
  /// that there is none, a counter that began anew.
  FAULTY;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The name in events, CSV and attributes: lower case, words joined by `-`.
  @JsonValue
  public String label() {
    return label;
  }
}
