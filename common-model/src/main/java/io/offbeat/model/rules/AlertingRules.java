package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the alert function tells people about a series.
///
/// @param holdFor how long an episode must last before anyone is told; zero: as its severity asks
/// @param groupWait how long the first alert of an incident waits for more of it
/// @param remind how long after the last alert people are told again of what is critical and that
///   nobody has answered
/// @param floor the least severity that an episode has
/// @param ceiling the greatest severity that an episode has, >= floor; the same: a fixed one
/// @param runbook address of what to do, with `{device}` and `{metric}` in their places; empty:
///   none
/// @param attributes what else an alert carries, for routing, by name
public record AlertingRules(
    Duration holdFor,
    Duration groupWait,
    Duration remind,
    Severity floor,
    Severity ceiling,
    String runbook,
    Map<String, String> attributes) {
  private static final Duration GROUP_WAIT = Duration.ofSeconds(20);

  /// When people are reminded, where no rule says.
  private static final Duration REMIND = Duration.ofHours(4);

  /// What holds for a series that no rule matches.
  public static final AlertingRules DEFAULT =
      new AlertingRules(
          Duration.ZERO, GROUP_WAIT, REMIND, Severity.LOW, Severity.CRITICAL, "", Map.of());

  public AlertingRules {
    if (floor.compareTo(ceiling) > 0) {
      throw new IllegalArgumentException("floor %s is above ceiling %s".formatted(floor, ceiling));
    }
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /// A severity within floor and ceiling.
  public Severity limit(Severity severity) {
    if (severity.compareTo(floor) < 0) {
      return floor;
    }
    return severity.compareTo(ceiling) > 0 ? ceiling : severity;
  }

  /// Address of what to do about a series, its names percent-encoded (RFC 3986).
  public Optional<String> runbook(SeriesKey series) {
    return runbook.isEmpty()
        ? Optional.empty()
        : Optional.of(
            runbook
                .replace("{device}", encoded(series.device()))
                .replace("{metric}", encoded(series.metric())));
  }

  private static String encoded(String name) {
    var encoded = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
