package io.offbeat.alert;

import io.offbeat.model.Reading;

/// An incident in one line of a terminal; what devices name is escaped.
public final class IncidentLine {
  /// As much of an id as tells incidents apart.
  private static final int ID = 12;

  private IncidentLine() {}

  /// Its id, severity, start, and what it is about.
  public static String of(Incident incident) {
    Facts facts = incident.facts();
    int devices = facts.crowd().devices();
    String who = incident.told().answeredBy();
    return "%s  %-8s  since %s  %s: %s%s%s"
        .formatted(
            incident.id().substring(0, ID),
            facts.severity().label(),
            TimeText.of(facts.start()),
            PlainText.escape(incident.group().name()),
            worst(facts),
            devices == 1 ? "" : ", %d devices".formatted(devices),
            who.isEmpty() ? "" : "; %s looks after it".formatted(PlainText.escape(who)));
  }

  /// The reading that a person's word is about.
  ///
  /// @param word one of [Answers#normal]
  public static String meant(Reading word) {
    String metric = word.series().metric().substring(Answers.FEEDBACK.length());
    return "%s %s at %s"
        .formatted(
            PlainText.escape(word.series().device()),
            PlainText.escape(metric),
            TimeText.of(word.at()));
  }

  private static String worst(Facts facts) {
    SeriesKind worst = facts.mostSeriousFirst().getFirst().key();
    return "%s %s".formatted(PlainText.escape(worst.series().metric()), worst.kind().label());
  }
}
