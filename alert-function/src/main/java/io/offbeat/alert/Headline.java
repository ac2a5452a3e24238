package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Severity;

/// The first words of an alert: the subject, which a lock screen shows, and the sentence that opens
/// the text.
final class Headline {
  private static final String JOINED = "is part of the fleet's incident now";

  private Headline() {}

  /// The subject.
  static String subject(Incident incident, Change change, Severity severity) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    String tag = tag(change, severity);
    int devices = facts.crowd().devices();
    if (devices > 1) {
      String told =
          change == Change.RESOLVED
              ? many(incident)
              : "%d devices: %s".formatted(devices, CrowdText.brief(facts.crowd()));
      return SubjectLine.of(tag, incident.group().name(), told);
    }
    return SubjectLine.of(tag, worst.key().series(), told(incident, worst, change));
  }

  private static String told(Incident incident, Trouble worst, Change change) {
    return switch (change) {
      case OPENED, ESCALATED, REMINDER, DIGEST -> KindText.brief(worst);
      case REOPENED -> "is back: " + KindText.brief(worst);
      case FLAPPING -> "comes and goes, " + KindText.brief(worst);
      case NOTICE ->
          worst.isFaulty()
              ? KindText.brief(worst)
              : "3 single readings far out in a day, last %s".formatted(AlertText.value(worst));
      case RESOLVED -> one(incident, worst);
    };
  }

  private static String many(Incident incident) {
    return incident.told().isJoining()
        ? JOINED
        : "back to normal after " + TimeText.of(incident.facts().lasted());
  }

  private static String one(Incident incident, Trouble worst) {
    if (incident.told().isJoining()) {
      return JOINED;
    }
    return worst.accepted()
        ? "%s counts as normal now, before %s"
            .formatted(level(incident, worst), NumberText.of(worst.newest().usual()))
        : "%s, peak %s".formatted(many(incident), AlertText.value(worst));
  }

  /// What counts as normal is what was heard last, of whatever kind the trouble was.
  private static String level(Incident incident, Trouble worst) {
    return AlertText.level(incident.facts().latest(worst));
  }

  private static String tag(Change change, Severity severity) {
    return switch (change) {
      case OPENED, ESCALATED -> severity.name();
      case REOPENED, FLAPPING, REMINDER, DIGEST ->
          "%s %s".formatted(severity.name(), change.name());
      case NOTICE -> "SENSOR";
      case RESOLVED -> change.name();
    };
  }

  /// The first sentence.
  static String sentence(Incident incident, Change change, Severity severity) {
    Trouble worst = incident.facts().mostSeriousFirst().getFirst();
    String what = what(incident, worst);
    return switch (change) {
      case OPENED, DIGEST -> what;
      case ESCALATED -> "Worse, now %s: %s".formatted(severity.label(), what);
      case REOPENED -> "It is back: " + what;
      case FLAPPING ->
          "It has come back %d times, and is told once: %s"
              .formatted(incident.told().reopened(), what);
      case REMINDER -> "Critical still, and nobody has answered: " + what;
      case NOTICE ->
          worst.isFaulty()
              ? what
              : "%s shows a single reading far out for the third time in a day, last %s. Look at the sensor, its wiring and its supply."
                  .formatted(AlertText.name(worst), AlertText.value(worst));
      case RESOLVED -> over(incident, worst);
    };
  }

  private static String over(Incident incident, Trouble worst) {
    int devices = incident.facts().crowd().devices();
    if (incident.told().isJoining()) {
      return "%s is one of many now: how it goes on is told with the fleet's incident."
          .formatted(
              devices > 1 ? PlainText.escape(incident.group().name()) : AlertText.name(worst));
    }
    if (devices == 1 && worst.accepted()) {
      return "%s: %s has come to count as normal, and there was no more trouble for an hour; before, %s was."
          .formatted(AlertText.name(worst), level(incident, worst), AlertText.usual(worst));
    }
    String flapped =
        incident.told().flapping()
            ? ", and has been for an hour, after coming back %d times"
                .formatted(incident.told().reopened())
            : "";
    return devices > 1
        ? "%d devices are back to normal%s.".formatted(devices, flapped)
        : "%s is back to normal%s.".formatted(AlertText.name(worst), flapped);
  }

  private static String what(Incident incident, Trouble worst) {
    Crowd crowd = incident.facts().crowd();
    if (crowd.devices() == 1) {
      return KindText.sentence(worst);
    }
    String of =
        incident.group().scope() == Group.Scope.FLEET
            ? ""
            : " of " + PlainText.escape(incident.group().name());
    return "%d devices%s are in trouble together, %d of them still: %s."
        .formatted(crowd.devices(), of, crowd.open(), PlainText.escape(CrowdText.full(crowd)));
  }
}
