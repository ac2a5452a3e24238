package io.offbeat.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an alert says around its incident: how often before, what else is off with the same group,
/// and where else something is.
final class Surroundings {
  private static final int MAX_OTHERS = 10;
  private static final int MAX_ELSEWHERE = 5;
  private static final Duration MONTH = Duration.ofDays(30);

  private Surroundings() {}

  /// Lines of them.
  ///
  /// @param zone whose wall clock is shown beside UTC
  static List<String> lines(Incident incident, Occasion occasion, ZoneId zone) {
    Trouble worst = incident.facts().mostSeriousFirst().getFirst();
    var lines = new ArrayList<String>();
    lines.add(before(incident, worst, zone));
    lines.addAll(others(incident.facts()));
    List<Group> elsewhere =
        occasion.open().stream().filter(group -> !group.equals(incident.group())).toList();
    if (!elsewhere.isEmpty()) {
      lines.add(elsewhere(elsewhere));
    }
    return lines;
  }

  private static String before(Incident incident, Trouble worst, ZoneId zone) {
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
    others.stream().limit(MAX_OTHERS).map(Surroundings::other).forEach(lines::add);
    int hidden = Math.max(others.size(), from == 0 ? facts.crowd().devices() : 0) - MAX_OTHERS;
    if (hidden > 0) {
      lines.add("- and %d more".formatted(hidden));
    }
    return lines;
  }

  private static String other(Trouble trouble) {
    return "- %s: %s".formatted(AlertText.name(trouble), KindText.brief(trouble));
  }

  private static String elsewhere(List<Group> groups) {
    int more = groups.size() - MAX_ELSEWHERE;
    return "Elsewhere: %s%s"
        .formatted(
            groups.stream()
                .limit(MAX_ELSEWHERE)
                .map(group -> PlainText.escape(group.name()))
                .collect(Collectors.joining(", ")),
            more > 0 ? " and %d more".formatted(more) : "");
  }
}
