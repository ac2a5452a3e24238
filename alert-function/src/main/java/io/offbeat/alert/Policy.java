package io.offbeat.alert;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.AlertingRules;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a team has asked of alerts about its series.
public interface Policy {
  /// What holds when nobody asked for anything.
  Policy DEFAULT = new Policy() {};

  /// How long an episode must last before anyone is told; zero: as its severity asks.
  default Duration holdFor(SeriesKey series) {
    return Duration.ZERO;
  }

  /// How long the first alert of an incident waits for more of it.
  default Duration groupWait(SeriesKey series) {
    return AlertingRules.DEFAULT.groupWait();
  }

  /// How long after the last alert people are told again of what is critical and unanswered.
  default Duration remind(SeriesKey series) {
    return AlertingRules.DEFAULT.remind();
  }

  /// A severity within the floor and the ceiling of a series.
  default Severity limit(SeriesKey series, Severity severity) {
    return severity;
  }

  /// Address of what to do about a series.
  default Optional<String> runbook(SeriesKey series) {
    return Optional.empty();
  }

  /// What else the alerts of a series carry, for routing, by name.
  default Map<String, String> attributes(SeriesKey series) {
    return Map.of();
  }

  /// Name of the group that a device belongs to; empty when it is on its own.
  default Optional<String> group(String device) {
    return Optional.empty();
  }

  /// How a series is muted at an instant; empty when it is not.
  default Optional<Muted> muted(SeriesKey series, Instant at) {
    return Optional.empty();
  }
}
