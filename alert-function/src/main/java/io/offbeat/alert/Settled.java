package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a group's earlier incidents leave behind: how often each series was in trouble before, and
/// what keeps a repeat of their events from opening an incident that nothing would ever end.
///
/// @param starts starts of the episodes of each series and kind, oldest first, never empty: the
///   newest [#MAX_STARTS]
public record Settled(SortedMap<SeriesKind, List<Instant>> starts) {
  /// The oldest leave first beyond this.
  static final int MAX_ENTRIES = 100;

  /// More than these a month are too many to count.
  static final int MAX_STARTS = 20;

  private static final Comparator<Map.Entry<SeriesKind, List<Instant>>> OLDEST_FIRST =
      Comparator.<Map.Entry<SeriesKind, List<Instant>>, Instant>comparing(
              entry -> entry.getValue().getLast())
          .thenComparing(Map.Entry.comparingByKey());

  /// Nothing settled yet.
  public static final Settled NOTHING = new Settled(new TreeMap<>());

  public Settled {
    starts = Collections.unmodifiableSortedMap(new TreeMap<>(starts));
  }

  /// Whether the event's episode belongs to an earlier incident.
  public boolean covers(EpisodeEvent event) {
    List<Instant> known = starts.get(SeriesKind.of(event));
    return known != null && !event.start().isAfter(known.getLast());
  }

  /// When the series was in trouble of this kind within a time before an instant, oldest first.
  List<Instant> before(SeriesKind key, Instant at, Duration within) {
    return starts.getOrDefault(key, List.of()).stream()
        .filter(start -> start.isBefore(at) && start.isAfter(at.minus(within)))
        .toList();
  }

  /// These and the episodes of one more incident.
  public Settled and(Facts facts) {
    var all = new TreeMap<>(starts);
    facts
        .troubles()
        .forEach(
            (key, trouble) -> all.merge(key, List.of(trouble.newest().start()), Settled::both));
    while (all.size() > MAX_ENTRIES) {
      all.remove(Collections.min(all.entrySet(), OLDEST_FIRST).getKey());
    }
    return new Settled(all);
  }

  private static List<Instant> both(List<Instant> older, List<Instant> newer) {
    var starts = new ArrayList<>(older);
    newer.stream().filter(start -> start.isAfter(starts.getLast())).forEach(starts::add);
    return List.copyOf(starts.subList(Math.max(0, starts.size() - MAX_STARTS), starts.size()));
  }
}
