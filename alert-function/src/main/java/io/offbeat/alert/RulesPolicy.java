package io.offbeat.alert;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a rules file asks for.
public final class RulesPolicy implements Policy {
  private final Supplier<Rules> rules;

  /// @param rules the rules as they are now
  public RulesPolicy(Supplier<Rules> rules) {
    this.rules = rules;
  }

  @Override
  public Duration holdFor(SeriesKey series) {
    return rules.get().of(series).alerting().holdFor();
  }

  @Override
  public Duration remind(SeriesKey series) {
    return rules.get().of(series).alerting().remind();
  }

  @Override
  public Severity limit(SeriesKey series, Severity severity) {
    return rules.get().of(series).alerting().limit(severity);
  }

  @Override
  public Optional<String> runbook(SeriesKey series) {
    return rules.get().of(series).alerting().runbook(series);
  }

  @Override
  public Map<String, String> attributes(SeriesKey series) {
    return rules.get().of(series).alerting().attributes();
  }

  @Override
  public Optional<String> group(String device) {
    return rules.get().group(device);
  }

  @Override
  public Optional<Instant> mutedUntil(SeriesKey series, Instant at) {
    return rules.get().mutedUntil(series, at);
  }
}
