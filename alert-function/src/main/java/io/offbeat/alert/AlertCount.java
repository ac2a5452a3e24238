package io.offbeat.alert;

import io.offbeat.lambda.Tally;
import io.offbeat.lambda.Tally.Equation;
import java.util.List;

/// What the alert function counts: each message has exactly one outcome, each alert one change.
public enum AlertCount {
  /// Messages received, each an event or poison.
  EVENTS,
  /// Told an incident something new.
  MERGED,
  /// Told what was known.
  REPEAT,
  /// Can never be an event: quarantined.
  POISON,
  /// Not done with: comes again.
  LEFT,
  /// Alerts sent, each as often as it was.
  PUBLISHED,
  /// Alerts sent: something is off.
  OPENED,
  /// Alerts sent: it became worse.
  ESCALATED,
  /// Alerts sent: it is back.
  REOPENED,
  /// Alerts sent: it comes back again and again.
  FLAPPING,
  /// Alerts sent: it is critical still, and nobody answered.
  REMINDER,
  /// Alerts sent: the rest of a storm of alerts, told together.
  DIGEST,
  /// Alerts sent: worth knowing, nobody need get up.
  NOTICE,
  /// Alerts sent: it is over.
  RESOLVED,
  /// Alerts that became part of a digest.
  HELD,
  /// Alerts that wait for room.
  WAITING,
  /// Incidents that the timer looked at.
  DUE,
  /// Incidents that became part of a fleet's.
  ABSORBED;

  /// A tally of one invocation.
  public static Tally<AlertCount> tally() {
    return new Tally<>(
        AlertCount.class,
        List.of(
            new Equation<>(EVENTS, List.of(MERGED, REPEAT, POISON, LEFT)),
            new Equation<>(
                PUBLISHED,
                List.of(
                    OPENED, ESCALATED, REOPENED, FLAPPING, REMINDER, DIGEST, NOTICE, RESOLVED))));
  }

  /// The count of an alert's change.
  static AlertCount of(Alert.Change change) {
    return valueOf(change.name());
  }
}
