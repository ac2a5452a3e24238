package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Tells when the devices of a fleet fall ill together: when so many of them are in trouble on one
/// metric within five minutes, they are one incident, whatever else is off with them.
public final class Fleet {
  /// Fewer are no fleet.
  public static final int FEWEST = 5;

  /// One in so many devices is enough.
  private static final int SHARE = 10;

  private static final Duration TOGETHER = Duration.ofMinutes(5);

  private final CensusSource census;

  /// @param census tells how many devices report
  public Fleet(CensusSource census) {
    this.census = census;
  }

  /// How many devices it takes on a metric.
  int quorum(String metric) {
    int devices = census.newest().map(newest -> newest.of(metric)).orElse(0);
    return Math.max(FEWEST, Math.ceilDiv(devices, SHARE));
  }

  /// Chooses the events that are the fleet's rather than a device's.
  ///
  /// @param events of any devices
  /// @param fleet the fleet's newest incident
  Predicate<EpisodeEvent> claim(Collection<EpisodeEvent> events, Optional<Incident> fleet) {
    Set<String> joining = joining(events);
    Optional<Incident> open = fleet.filter(incident -> !incident.isResolved());
    return event ->
        fleet.filter(incident -> isOf(event, incident)).isPresent()
            || (!event.historic()
                && (joining.contains(event.series().device())
                    || open.filter(incident -> joins(event, incident.facts())).isPresent()));
  }

  /// Whether the episode is one of the fleet's incident, or of the one before.
  private static boolean isOf(EpisodeEvent event, Incident incident) {
    return incident.facts().crowd().contains(event) || incident.settled().covers(event);
  }

  /// Devices that make a quorum on some metric.
  private Set<String> joining(Collection<EpisodeEvent> events) {
    var byMetric =
        events.stream()
            .filter(event -> !event.historic())
            .collect(
                Collectors.groupingBy(
                    event -> event.series().metric(), TreeMap::new, Collectors.toList()));
    var joining = new HashSet<String>();
    byMetric.forEach((metric, all) -> joining.addAll(together(all, quorum(metric))));
    return joining;
  }

  /// Devices that started within five minutes of enough others.
  private static Set<String> together(List<EpisodeEvent> events, int quorum) {
    var ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparing(EpisodeEvent::start));
    var together = new HashSet<String>();
    var window = new ArrayDeque<EpisodeEvent>();
    var counts = new TreeMap<String, Integer>();
    for (EpisodeEvent event : ordered) {
      window.addLast(event);
      counts.merge(event.series().device(), 1, Integer::sum);
      while (window.getFirst().start().plus(TOGETHER).isBefore(event.start())) {
        String device = window.removeFirst().series().device();
        counts.computeIfPresent(device, (_, n) -> n == 1 ? null : n - 1);
      }
      if (counts.size() == quorum) {
        together.addAll(counts.keySet());
      } else if (counts.size() > quorum) {
        together.add(event.series().device());
      }
    }
    return together;
  }

  /// Whether it started on a metric of an open fleet incident, while that still grew.
  private static boolean joins(EpisodeEvent event, Facts facts) {
    var cohorts = facts.crowd().cohorts().keySet();
    var metrics =
        cohorts.stream().map(Cohort::metric).collect(Collectors.toCollection(TreeSet::new));
    Instant newest = facts.crowd().cohorts().lastKey().minute();
    return metrics.contains(event.series().metric())
        && !event.start().isBefore(facts.start().minus(TOGETHER))
        && !event.start().isAfter(newest.plus(TOGETHER));
  }
}
