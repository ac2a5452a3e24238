package io.offbeat.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How bad an episode or incident is, for people; least first.
public enum Severity {
  /// Worth knowing.
  LOW,
  /// Worth a look today.
  MEDIUM,
  /// Worth a look now.
  HIGH,
  /// Worth waking up for.
  CRITICAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name in events and attributes, lower case.
  @JsonValue
  public String label() {
    return label;
  }
}
