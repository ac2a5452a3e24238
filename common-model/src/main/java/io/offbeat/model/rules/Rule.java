package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;

/// Some series, and what holds for them.
///
/// @param line line of the file where the rule begins, from 1
/// @param device matches the devices
/// @param metric matches the metrics
/// @param then what holds
public record Rule(int line, Glob device, Glob metric, SeriesRules then) {
  /// Whether the rule is about this series.
  public boolean matches(SeriesKey series) {
    return device.matches(series.device()) && metric.matches(series.metric());
  }

  /// Whether a rule that stands later surely never has its turn.
  public boolean covers(Rule later) {
    return device.covers(later.device) && metric.covers(later.metric);
  }
}
