package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Episodes that belong to earlier incidents of a group: what keeps a repeat of their events from
/// opening an incident that nothing would ever end.
///
/// @param newestStarts start of the newest such episode of each series and kind
public record Settled(SortedMap<SeriesKind, Instant> newestStarts) {
  /// The oldest leave first beyond this.
  static final int MAX_ENTRIES = 100;

  private static final Comparator<Map.Entry<SeriesKind, Instant>> OLDEST_FIRST =
      Map.Entry.<SeriesKind, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey());

  /// Nothing settled yet.
  public static final Settled NOTHING = new Settled(new TreeMap<>());

  public Settled {
    newestStarts = Collections.unmodifiableSortedMap(new TreeMap<>(newestStarts));
  }

  /// Whether the event's episode belongs to an earlier incident.
  public boolean covers(EpisodeEvent event) {
    Instant newest = newestStarts.get(SeriesKind.of(event));
    return newest != null && !event.start().isAfter(newest);
  }

  /// These and the episodes of one more incident.
  public Settled and(Facts facts) {
    var all = new TreeMap<>(newestStarts);
    facts.troubles().forEach((key, trouble) -> all.put(key, trouble.newest().start()));
    while (all.size() > MAX_ENTRIES) {
      all.remove(Collections.min(all.entrySet(), OLDEST_FIRST).getKey());
    }
    return new Settled(all);
  }
}
