package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Says what an on-call engineer wants to know, in the order in which they ask: what, since when,
/// what it looks like, how often before, what else is off, where to look, what happens next.
public final class AlertText {
  private static final int MAX_OTHERS = 10;
  private static final Duration MONTH = Duration.ofDays(30);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Policy policy;
  private final ZoneId zone;
  private final String archive;

  /// @param policy what the team has asked for
  /// @param zone whose wall clock is shown beside UTC
  /// @param archive where raw records are kept, as `s3://bucket` or a folder
  public AlertText(Policy policy, ZoneId zone, String archive) {
    this.policy = policy;
    this.zone = zone;
    this.archive = archive;
  }

  /// The alert about an incident's change.
  ///
  /// @param severity how bad it is
  /// @param now when it is told
  Alert alert(Incident incident, Change change, Severity severity, Instant now) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    return new Alert(
        id(incident, change, severity, now),
        incident.id(),
        change,
        severity,
        about(incident, worst, change),
        subject(incident, change, severity),
        text(incident, change, severity));
  }

  /// What is told once has its change as id; what may be told again, also its turn.
  private static String id(Incident incident, Change change, Severity severity, Instant now) {
    String id = incident.id();
    return switch (change) {
      case OPENED, NOTICE, FLAPPING -> Digest.id(id, change.label());
      case ESCALATED -> Digest.id(id, change.label(), severity.label());
      case REOPENED, RESOLVED ->
          Digest.id(id, change.label(), Integer.toString(incident.told().reopened()));
      case REMINDER -> Digest.id(id, change.label(), now.toString());
    };
  }

  private Alert.About about(Incident incident, Trouble worst, Change change) {
    Facts facts = incident.facts();
    return new Alert.About(
        incident.group().key(),
        worst.key().series().device(),
        worst.key().series().metric(),
        worst.key().kind(),
        worst.key().kind() == Kind.STUCK || change == Change.NOTICE
            ? Alert.Cause.DEVICE
            : Alert.Cause.WORLD,
        worst.value(),
        worst.newest().unit(),
        worst.newest().usual(),
        facts.start(),
        facts.newestAt(),
        facts.crowd().devices(),
        runbook(worst),
        policy.attributes(worst.key().series()));
  }

  private String runbook(Trouble worst) {
    return policy
        .runbook(worst.key().series())
        .filter(address -> address.startsWith("https://"))
        .map(PlainText::escape)
        .orElse("");
  }

  private static String subject(Incident incident, Change change, Severity severity) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    String tag = tag(change, severity);
    int devices = facts.crowd().devices();
    if (devices > 1) {
      String told =
          change == Change.RESOLVED
              ? "back to normal after " + TimeText.of(facts.lasted())
              : "%d devices: %s".formatted(devices, CrowdText.brief(facts.crowd()));
      return SubjectLine.of(tag, incident.group().name(), told);
    }
    return SubjectLine.of(tag, worst.key().series(), told(facts, worst, change));
  }

  private static String told(Facts facts, Trouble worst, Change change) {
    return switch (change) {
      case OPENED, ESCALATED, REMINDER -> KindText.brief(worst);
      case REOPENED -> "is back: " + KindText.brief(worst);
      case FLAPPING -> "comes and goes, " + KindText.brief(worst);
      case NOTICE -> "3 single readings far out in a day, last %s".formatted(value(worst));
      case RESOLVED ->
          "back to normal after %s, peak %s".formatted(TimeText.of(facts.lasted()), value(worst));
    };
  }

  private static String tag(Change change, Severity severity) {
    return switch (change) {
      case OPENED, ESCALATED -> severity.name();
      case REOPENED, FLAPPING, REMINDER -> "%s %s".formatted(severity.name(), change.name());
      case NOTICE -> "SENSOR";
      case RESOLVED -> change.name();
    };
  }

  private String text(Incident incident, Change change, Severity severity) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    var lines = new ArrayList<String>();
    lines.add(headline(incident, change, severity));
    lines.add("");
    if (facts.crowd().devices() == 1) {
      String why = PlainText.escape(worst.newest().why());
      lines.add("Kind: " + KindText.name(worst) + (why.isEmpty() ? "" : ", " + why));
    }
    lines.add(change == Change.RESOLVED ? lasted(incident) : since(facts));
    lines.add("Severity: " + severity.label() + (change == Change.RESOLVED ? " at worst" : ""));
    lines.addAll(looks(worst, facts));
    lines.add(before(incident, worst));
    lines.addAll(others(facts));
    lines.addAll(links(worst, facts));
    lines.add("What happens next: " + next(incident, change));
    lines.add("Incident: " + incident.id());
    return String.join("\n", lines) + "\n";
  }

  private static String headline(Incident incident, Change change, Severity severity) {
    Trouble worst = incident.facts().mostSeriousFirst().getFirst();
    String what = sentence(incident, worst);
    return switch (change) {
      case OPENED -> what;
      case ESCALATED -> "Worse, now %s: %s".formatted(severity.label(), what);
      case REOPENED -> "It is back: " + what;
      case FLAPPING ->
          "It has come back %d times, and is told once: %s"
              .formatted(incident.told().reopened(), what);
      case REMINDER -> "Critical still, and nobody has answered: " + what;
      case NOTICE ->
          "%s shows a single reading far out for the third time in a day, last %s. Look at the sensor, its wiring and its supply."
              .formatted(name(worst), value(worst));
      case RESOLVED ->
          "%s back to normal%s."
              .formatted(
                  incident.facts().crowd().devices() > 1
                      ? "%d devices are".formatted(incident.facts().crowd().devices())
                      : name(worst) + " is",
                  incident.told().flapping()
                      ? ", and has been for an hour, after coming back %d times"
                          .formatted(incident.told().reopened())
                      : "");
    };
  }

  private static String sentence(Incident incident, Trouble worst) {
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

  private String before(Incident incident, Trouble worst) {
    List<Instant> before = incident.settled().before(worst.key(), worst.firstStart(), MONTH);
    if (before.isEmpty()) {
      return "Before: not in the last 30 days";
    }
    return "Before: %s%d times in the last 30 days, last %s"
        .formatted(
            before.size() >= Settled.MAX_STARTS ? "at least " : "",
            before.size(),
            TimeText.of(before.getLast(), zone))
        .replace(" 1 times", " once");
  }

  private static List<String> others(Facts facts) {
    List<Trouble> all = facts.mostSeriousFirst();
    int from = facts.crowd().devices() > 1 ? 0 : 1;
    List<Trouble> others = all.subList(from, all.size());
    if (others.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(from == 0 ? "Among them:" : facts.over() ? "Also off then:" : "Also off:");
    others.stream().limit(MAX_OTHERS).map(AlertText::other).forEach(lines::add);
    int hidden = Math.max(others.size(), from == 0 ? facts.crowd().devices() : 0) - MAX_OTHERS;
    if (hidden > 0) {
      lines.add("- and %d more".formatted(hidden));
    }
    return lines;
  }

  private static String other(Trouble trouble) {
    return "- %s: %s".formatted(name(trouble), KindText.brief(trouble));
  }

  private List<String> links(Trouble worst, Facts facts) {
    var lines = new ArrayList<String>();
    String runbook = runbook(worst);
    if (!runbook.isEmpty()) {
      lines.add("Runbook: " + runbook);
    }
    lines.add("Raw readings: " + raw(worst, "raw/" + HOUR.format(facts.newestAt())));
    return lines;
  }

  /// The command that prints the series' readings of that hour.
  private String raw(Trouble worst, String folder) {
    SeriesKey series = worst.newest().series();
    boolean s3 = archive.startsWith("s3://");
    String fetch = s3 ? "aws s3 sync %s/%s %s && ".formatted(archive, folder, folder) : "";
    return "%s./offbeat decode %s --device %s --metric %s"
        .formatted(
            fetch,
            s3 ? folder : archive + "/" + folder,
            ShellWord.of(series.device()),
            ShellWord.of(series.metric()));
  }

  private static String next(Incident incident, Change change) {
    int hidden = incident.told().hidden();
    String hid = hidden > 0 ? " A mute hid %d more of this group.".formatted(hidden) : "";
    return next(incident.facts(), change) + hid;
  }

  private static String next(Facts facts, Change change) {
    boolean silent = facts.mostSeriousFirst().getFirst().key().kind() == Kind.SILENT;
    return switch (change) {
      case OPENED, ESCALATED, REOPENED, REMINDER ->
          "resolves by itself %s5 min of normal readings%s; another alert only if it becomes worse."
              .formatted(
                  silent ? "when readings come again, after " : "after ",
                  facts.crowd().devices() > 1 ? " of all of them" : "");
      case FLAPPING -> "silence until it has been normal for an hour, then one more alert.";
      case NOTICE -> "nothing; the readings did not move what is usual.";
      case RESOLVED -> "nothing; if it comes back within 30 min, it is the same incident.";
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
