package io.offbeat.alert;

import io.offbeat.lambda.RulesSource;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the rules in force ask of alerts.
public final class RulesPolicy implements Policy {
  private final RulesSource rules;

  /// @param rules tells the rules in force
  public RulesPolicy(RulesSource rules) {
    this.rules = rules;
  }

  @Override
  public Duration holdFor(SeriesKey series) {
    return rules.current().of(series).alerting().holdFor();
  }

  @Override
  public Duration groupWait(SeriesKey series) {
    return rules.current().of(series).alerting().groupWait();
  }

  @Override
  public Duration remind(SeriesKey series) {
    return rules.current().of(series).alerting().remind();
  }

  @Override
  public Severity limit(SeriesKey series, Severity severity) {
    return rules.current().of(series).alerting().limit(severity);
  }

  @Override
  public Optional<String> runbook(SeriesKey series) {
    return rules.current().of(series).alerting().runbook(series);
  }

  @Override
  public Map<String, String> attributes(SeriesKey series) {
    return rules.current().of(series).alerting().attributes();
  }

  @Override
  public Optional<String> group(String device) {
    return rules.current().group(device);
  }

  @Override
  public Optional<Muted> muted(SeriesKey series, Instant at) {
    return rules.current().muted(series, at);
  }
}
