package io.offbeat.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A message to people about an incident.
///
/// @param id the same whenever the same alert is sent again
/// @param incident id of the incident
/// @param change what it tells
/// @param severity how bad the incident is
/// @param about what the incident is about
/// @param subject one line: printable ASCII, at most 99 characters
/// @param text the whole message, plain text
public record Alert(
    String id,
    String incident,
    Change change,
    Severity severity,
    About about,
    String subject,
    String text) {

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9\\[][ -~]{0,98}");

  public Alert {
    if (!SUBJECT.matcher(subject).matches()) {
      throw new IllegalArgumentException(
          "subject is not one line of at most 99 printable characters: '%s'".formatted(subject));
    }
  }

  /// The same without its text.
  Alert withoutText() {
    return new Alert(id, incident, change, severity, about, subject, "");
  }

  /// The worst of what an incident is about, as it was when the alert was written.
  ///
  /// @param group key of the group, as `device/pump-7`
  /// @param device the device that is worst
  /// @param metric the metric that is worst
  /// @param kind in what way
  /// @param cause whether the world changed or the device lies
  /// @param value the newest value, or the peak when all is over
  /// @param unit its unit, empty when none was told
  /// @param usual where healthy readings lie
  /// @param since when the incident's first episode started
  /// @param at event time of the newest event
  /// @param devices how many devices are in it
  /// @param runbook address of what to do, `https` only; empty when there is none
  /// @param attributes what else the rules attach, for routing, by name
  public record About(
      String group,
      String device,
      String metric,
      Kind kind,
      Cause cause,
      double value,
      String unit,
      Range usual,
      Instant since,
      Instant at,
      int devices,
      String runbook,
      Map<String, String> attributes) {
    /// The same, about the worst of many devices.
    ///
    /// @param all key of the group of all of them
    /// @param count how many
    About ofMany(String all, int count) {
      return new About(
          all,
          device,
          metric,
          kind,
          cause,
          value,
          unit,
          usual,
          since,
          at,
          count,
          runbook,
          attributes);
    }

    public About {
      attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
  }

  /// Who should look.
  public enum Cause {
    /// A value or a rhythm changed: look at the process.
    WORLD("world-changed"),
    /// A sensor that repeats itself or throws a single reading: look at the sensor.
    DEVICE("device-lies");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    /// The name in attributes.
    @JsonValue
    public String label() {
      return label;
    }
  }

  /// What an alert tells.
  public enum Change {
    /// Something is off.
    OPENED,
    /// It became worse.
    ESCALATED,
    /// It is back, within half an hour of its end.
    REOPENED,
    /// It comes back again and again.
    FLAPPING,
    /// It is critical still, and nobody answered.
    REMINDER,
    /// So many alerts at once that the rest is told together.
    DIGEST,
    /// Worth knowing, nobody need get up.
    NOTICE,
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
