package io.offbeat.local.storm;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How a storm ended.
///
/// @param plan what it was made of
/// @param broken what did not hold, in words; empty when all did
/// @param fired how many faults of each kind there were
/// @param steps how many steps it took
/// @param hash hash of all steps: the same for the same plan
/// @param trace the steps, when they were asked for
/// @param readings how many readings were accepted
/// @param episodes how many episode events there were
/// @param alerts how many alerts went out
/// @param silences how many times a device or the fleet was told silent
/// @param toEpisode time from a first anomalous reading to its event on the topic, shortest first
/// @param episodeToAlert time from the event that calls for an alert to the first of its incident,
///   shortest first; a slight spike calls for one when a second reading bears it out
/// @param toAlert time from the reading of that event to the alert, shortest first
public record Outcome(
    Plan plan,
    List<String> broken,
    Map<Fault, Integer> fired,
    long steps,
    String hash,
    List<String> trace,
    long readings,
    long episodes,
    long alerts,
    long silences,
    List<Duration> toEpisode,
    List<Duration> episodeToAlert,
    List<Duration> toAlert) {
  public Outcome {
    broken = List.copyOf(broken);
    fired = Map.copyOf(fired);
    trace = List.copyOf(trace);
    toEpisode = toEpisode.stream().sorted().toList();
    episodeToAlert = episodeToAlert.stream().sorted().toList();
    toAlert = toAlert.stream().sorted().toList();
  }

  /// Whether all that must hold held.
  public boolean held() {
    return broken.isEmpty();
  }

  /// What all but one in a hundred stay below; zero when there is none.
  public static Duration p99(List<Duration> sorted) {
    return within(0.99, sorted);
  }

  /// What half stay below; zero when there is none.
  public static Duration p50(List<Duration> sorted) {
    return within(0.5, sorted);
  }

  private static Duration within(double share, List<Duration> sorted) {
    return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) (share * (sorted.size() - 1)));
  }

  /// How many faults there were.
  public int faults() {
    return fired.values().stream().mapToInt(n -> n).sum();
  }
}
