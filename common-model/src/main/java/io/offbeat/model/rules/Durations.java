package io.offbeat.model.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as a rules file has them: `90s`, `5m`, `1h`, `14d`.
final class Durations {
  static final String SHAPE = "a duration such as 90s, 5m, 1h or 14d";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([smhd])");

  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /// The duration that a text says; empty when it says none.
  static Optional<Duration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.ofNullable(UNITS.get(matcher.group(2)))
            .map(unit -> unit.multipliedBy(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }
}
