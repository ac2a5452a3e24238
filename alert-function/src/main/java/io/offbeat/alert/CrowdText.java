package io.offbeat.alert;

import io.offbeat.model.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Says of many devices what is off with them: each metric and kind with how many show it, most
/// first.
final class CrowdText {
  private static final int FULL = 10;

  private CrowdText() {}

  private record Way(String metric, Kind kind) {}

  /// Metrics that as many devices show in the same way are told together.
  private record Shown(int devices, Kind kind) implements Comparable<Shown> {
    private static final Comparator<Shown> MOST_FIRST =
        Comparator.comparingInt(Shown::devices).reversed().thenComparing(Shown::kind);

    String told(List<String> metrics) {
      String named = metrics.stream().sorted().limit(FULL).collect(Collectors.joining(", "));
      return "%s %s (%d)".formatted(named, kind.label().replace('-', ' '), devices);
    }

    @Override
    public int compareTo(Shown other) {
      return MOST_FIRST.compare(this, other);
    }
  }

  /// The first of them.
  static String brief(Crowd crowd) {
    return list(crowd, 1);
  }

  /// All of them, up to ten.
  static String full(Crowd crowd) {
    return list(crowd, FULL);
  }

  private static String list(Crowd crowd, int most) {
    var devices = new HashMap<Way, Set<Integer>>();
    crowd
        .cohorts()
        .forEach((cohort, members) ->
            devices
                .computeIfAbsent(new Way(cohort.metric(), cohort.kind()), _ -> new HashSet<>())
                .addAll(members.seen()));
    var ways = new TreeMap<Shown, List<String>>();
    devices.forEach((way, ill) ->
        ways.computeIfAbsent(new Shown(ill.size(), way.kind()), _ -> new ArrayList<>())
            .add(way.metric()));
    String told =
        ways.entrySet().stream()
            .limit(most)
            .map(way -> way.getKey().told(way.getValue()))
            .collect(Collectors.joining("; "));
    return ways.size() > most ? told + " and more" : told;
  }
}
