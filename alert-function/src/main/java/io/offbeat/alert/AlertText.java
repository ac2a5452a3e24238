package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Says what an on-call engineer wants to know, in the order in which they ask: what, since when,
/// what it looks like, what else is off, what happens next.
final class AlertText {
  private static final int MAX_OTHERS = 10;

  private AlertText() {}

  /// The alert about an incident's change.
  ///
  /// @param incident id of the incident
  /// @param change what happened to it
  /// @param facts what is known of it
  static Alert alert(String incident, Change change, Facts facts) {
    String severity = facts.severity().label();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    return new Alert(
        change == Change.ESCALATED
            ? Digest.id(incident, change.label(), severity)
            : Digest.id(incident, change.label()),
        incident,
        change,
        facts.severity(),
        worst.newest().series().device(),
        worst.newest().series().metric(),
        subject(change, facts),
        text(incident, change, facts));
  }

  private static String subject(Change change, Facts facts) {
    Trouble worst = facts.mostSeriousFirst().getFirst();
    if (change == Change.RESOLVED) {
      Duration lasted = Duration.between(facts.start(), facts.newestAt());
      return SubjectLine.of(
          "RESOLVED",
          worst.newest().series(),
          "back to normal after %s, peak %s".formatted(TimeText.of(lasted), value(worst)));
    }
    return SubjectLine.of(facts.severity().name(), worst.newest().series(), KindText.brief(worst));
  }

  private static String text(String incident, Change change, Facts facts) {
    var lines = new ArrayList<String>();
    lines.add(headline(change, facts));
    lines.add("");
    lines.addAll(change == Change.RESOLVED ? past(facts) : present(facts));
    lines.add("Severity: " + facts.severity().label());
    List<Double> recent = facts.mostSeriousFirst().getFirst().newest().recent();
    if (!recent.isEmpty()) {
      lines.add("Recent readings: " + Sparkline.of(recent));
    }
    lines.addAll(others(facts));
    lines.add("What happens next: " + next(change));
    lines.add("Incident: " + incident);
    return String.join("\n", lines) + "\n";
  }

  private static String headline(Change change, Facts facts) {
    Trouble worst = facts.mostSeriousFirst().getFirst();
    return switch (change) {
      case OPENED -> KindText.sentence(worst);
      case ESCALATED ->
          "Worse, now %s: %s".formatted(facts.severity().label(), KindText.sentence(worst));
      case RESOLVED -> "%s is back to normal.".formatted(name(worst));
    };
  }

  private static List<String> present(Facts facts) {
    Duration lasted = Duration.between(facts.start(), facts.newestAt());
    String since = "Since: " + TimeText.of(facts.start());
    return List.of(lasted.isPositive() ? since + ", for " + TimeText.of(lasted) : since);
  }

  private static List<String> past(Facts facts) {
    Trouble worst = facts.mostSeriousFirst().getFirst();
    Duration lasted = Duration.between(facts.start(), facts.newestAt());
    return List.of(
        "Lasted: %s, from %s to %s"
            .formatted(
                TimeText.of(lasted), TimeText.of(facts.start()), TimeText.of(facts.newestAt())),
        "Peak: %s (%s), usual range %s"
            .formatted(value(worst), KindText.name(worst), usual(worst)));
  }

  private static List<String> others(Facts facts) {
    List<Trouble> all = facts.mostSeriousFirst();
    List<Trouble> others = all.subList(1, all.size());
    if (others.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    String device = PlainText.escape(others.getFirst().newest().series().device());
    lines.add("Also on %s:".formatted(device));
    others.stream().limit(MAX_OTHERS).map(AlertText::other).forEach(lines::add);
    if (others.size() > MAX_OTHERS) {
      lines.add("- and %d more".formatted(others.size() - MAX_OTHERS));
    }
    return lines;
  }

  private static String other(Trouble trouble) {
    return "- %s (%s): %s"
        .formatted(
            PlainText.escape(trouble.newest().series().metric()),
            KindText.name(trouble),
            KindText.brief(trouble));
  }

  private static String next(Change change) {
    return switch (change) {
      case OPENED, ESCALATED ->
          "another alert if it becomes worse, and one when readings are normal again.";
      case RESOLVED -> "nothing; if it comes back, a new incident opens.";
    };
  }

  /// The trouble's series, as people read it.
  static String name(Trouble trouble) {
    return PlainText.escape(trouble.newest().series().toString());
  }

  /// The trouble's value with its unit.
  static String value(Trouble trouble) {
    String number = NumberText.of(trouble.value(), trouble.newest().usual());
    return UnitText.with(number, trouble.newest().unit());
  }

  /// The trouble's usual range with its unit.
  static String usual(Trouble trouble) {
    Range usual = trouble.newest().usual();
    return UnitText.with(NumberText.of(usual), trouble.newest().unit());
  }
}
