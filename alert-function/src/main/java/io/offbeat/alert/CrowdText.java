package io.offbeat.alert;

import io.offbeat.model.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Says of many devices what is off with them: each metric and kind with how many show it, most
/// first.
final class CrowdText {
  private static final int FULL = 10;

  private CrowdText() {}

  private record Way(String metric, Kind kind) {
    String told(int devices) {
      return "%s %s (%d)".formatted(metric, kind.label().replace('-', ' '), devices);
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
    List<Map.Entry<Way, Set<Integer>>> ways =
        devices.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<Way, Set<Integer>> e) -> -e.getValue().size())
                    .thenComparing(e -> e.getKey().toString()))
            .toList();
    String told =
        ways.stream()
            .limit(most)
            .map(way -> way.getKey().told(way.getValue().size()))
            .collect(Collectors.joining(", "));
    return ways.size() > most ? told + " and more" : told;
  }
}
