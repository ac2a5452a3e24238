package io.offbeat.model.rules;

/// What holds for one series, by the function that applies it.
///
/// @param gate the ingest function's
/// @param judging the detector function's
/// @param alerting the alert function's
public record SeriesRules(GateRules gate, JudgingRules judging, AlertingRules alerting) {
  /// What holds for a series that no rule matches.
  public static final SeriesRules DEFAULT =
      new SeriesRules(GateRules.DEFAULT, JudgingRules.DEFAULT, AlertingRules.DEFAULT);
}
