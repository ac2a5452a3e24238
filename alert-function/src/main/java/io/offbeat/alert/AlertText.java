package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Says what an on-call engineer wants to know, in the order in which they ask: what, since when,
/// what it looks like, how often before, what else is off, where to look, what happens next.
public final class AlertText {
  private final Policy policy;
  private final ZoneId zone;
  private final Pointers pointers;

  /// @param policy what the team has asked for
  /// @param zone whose wall clock is shown beside UTC
  /// @param archive where raw records are kept, as `s3://bucket` or a folder; empty: nowhere
  public AlertText(Policy policy, ZoneId zone, String archive) {
    this.policy = policy;
    this.zone = zone;
    this.pointers = new Pointers(policy, zone, archive);
  }

  /// The alert about an incident.
  Alert alert(Incident incident, Occasion occasion) {
    Change change = occasion.change();
    Severity severity = occasion.severity();
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    return new Alert(
        id(incident, occasion),
        incident.id(),
        change,
        severity,
        about(incident, worst, change),
        Headline.subject(incident, change, severity),
        text(incident, occasion));
  }

  /// What is told once has its change as id; what may be told again, also its turn.
  private static String id(Incident incident, Occasion occasion) {
    String id = incident.id();
    Change change = occasion.change();
    return switch (change) {
      case OPENED, NOTICE, FLAPPING -> Digest.id(id, change.label());
      case ESCALATED -> Digest.id(id, change.label(), occasion.severity().label());
      case REOPENED, RESOLVED ->
          Digest.id(id, change.label(), Integer.toString(incident.told().reopened()));
      case REMINDER, DIGEST -> Digest.id(id, change.label(), occasion.now().toString());
    };
  }

  private Alert.About about(Incident incident, Trouble worst, Change change) {
    Facts facts = incident.facts();
    return new Alert.About(
        incident.group().key(),
        worst.key().series().device(),
        worst.key().series().metric(),
        worst.key().kind(),
        worst.key().kind() == Kind.STUCK || worst.isFaulty() || change == Change.NOTICE
            ? Alert.Cause.DEVICE
            : Alert.Cause.WORLD,
        worst.value(),
        worst.newest().unit(),
        worst.newest().usual(),
        facts.start(),
        facts.newestAt(),
        facts.crowd().devices(),
        pointers.runbook(worst),
        policy.attributes(worst.key().series()));
  }

  private String text(Incident incident, Occasion occasion) {
    Change change = occasion.change();
    Severity severity = occasion.severity();
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    var lines = new ArrayList<String>();
    lines.add(Headline.sentence(incident, change, severity));
    lines.add("");
    if (facts.crowd().devices() == 1) {
      String why = PlainText.escape(worst.newest().why());
      lines.add("Kind: " + KindText.name(worst) + (why.isEmpty() ? "" : ", " + why));
    }
    lines.add(change == Change.RESOLVED ? lasted(incident) : since(facts));
    lines.add("Severity: " + severity.label() + (change == Change.RESOLVED ? " at worst" : ""));
    lines.addAll(looks(worst, facts));
    lines.addAll(Surroundings.lines(incident, occasion, zone));
    lines.addAll(pointers.lines(incident, occasion));
    lines.add("Incident: " + incident.id());
    return String.join("\n", lines) + "\n";
  }

  private String since(Facts facts) {
    String since = "Since: " + TimeText.of(facts.start(), zone);
    return facts.lasted().isPositive() ? since + ", for " + TimeText.of(facts.lasted()) : since;
  }

  private String lasted(Incident incident) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    int devices = facts.crowd().devices();
    int back = incident.told().reopened();
    return "Lasted: %s, from %s to %s\nPeak: %s, usual %s\nIn all: %s%s"
        .formatted(
            TimeText.of(facts.lasted()),
            TimeText.of(facts.start(), zone),
            TimeText.of(facts.newestAt(), zone),
            value(worst),
            usual(worst),
            devices > 1
                ? counted(devices, "device")
                : counted(facts.troubles().size(), "thing") + " off",
            back > 0 ? ", came back " + counted(back, "time") : "");
  }

  private static String counted(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static List<String> looks(Trouble worst, Facts facts) {
    List<Double> recent = worst.newest().recent();
    if (recent.isEmpty()) {
      return List.of();
    }
    String whose = facts.crowd().devices() > 1 ? " of " + name(worst) : "";
    return List.of(
        "Last %d readings%s, %s: %s"
            .formatted(
                recent.size(), whose, span(recent, worst), Sparkline.of(recent, worst.unmarked())));
  }

  /// From the lowest to the highest: what the line's lowest and highest blocks mean.
  private static String span(List<Double> recent, Trouble worst) {
    List<Double> finite = recent.stream().filter(Double::isFinite).toList();
    if (finite.isEmpty()) {
      return "none of them a number";
    }
    Range usual = worst.newest().usual();
    String low = NumberText.of(Collections.min(finite), usual);
    String high = NumberText.of(Collections.max(finite), usual);
    String unit = worst.newest().unit();
    return low.equals(high)
        ? "all " + UnitText.with(low, unit)
        : "from %s to %s".formatted(low, UnitText.with(high, unit));
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

  /// The level that the trouble's series has come to, with its unit.
  static String level(Trouble trouble) {
    String number = NumberText.of(trouble.level(), trouble.newest().usual());
    return UnitText.with(number, trouble.newest().unit());
  }

  /// The trouble's usual range with its unit.
  static String usual(Trouble trouble) {
    Range usual = trouble.newest().usual();
    return UnitText.with(NumberText.of(usual), trouble.newest().unit());
  }
}
