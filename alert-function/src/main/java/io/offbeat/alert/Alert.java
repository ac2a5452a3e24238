package io.offbeat.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.offbeat.model.Severity;
import java.util.Locale;

/// A message to people about an incident.
///
/// @param id the same whenever the same alert is sent again
/// @param incident id of the incident
/// @param change what it tells
/// @param severity how bad the incident is
/// @param device the device that the incident is about
/// @param metric the metric that is worst
/// @param subject one line: printable ASCII, at most 99 characters
/// @param text the whole message, plain text
public record Alert(
    String id,
    String incident,
    Change change,
    Severity severity,
    String device,
    String metric,
    String subject,
    String text) {

  /// What an alert tells.
  public enum Change {
    /// Something is off.
    OPENED,
    /// It became worse.
    ESCALATED,
    /// It is over.
    RESOLVED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The name in attributes, lower case.
    @JsonValue
    public String label() {
      return label;
    }
  }
}
