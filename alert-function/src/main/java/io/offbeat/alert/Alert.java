package io.offbeat.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.offbeat.model.Severity;
import java.util.Locale;
import java.util.regex.Pattern;

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

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9\\[][ -~]{0,98}");

  public Alert {
    if (!SUBJECT.matcher(subject).matches()) {
      throw new IllegalArgumentException(
          "subject is not one line of at most 99 printable characters: '%s'".formatted(subject));
    }
  }

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
