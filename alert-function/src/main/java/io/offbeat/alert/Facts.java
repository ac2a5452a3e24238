package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an incident knows of the world: a function of the set of events it was told, in whatever
/// order and however often each came.
///
/// @param troubles what is known of each series and kind, never empty
public record Facts(SortedMap<SeriesKind, Trouble> troubles) {
  /// Most troubles of an incident, so that the item that holds it stays under 400 KB even when
  /// every name is as long as can be.
  public static final int MAX_TROUBLES = 100;

  public Facts {
    if (troubles.isEmpty()) {
      throw new IllegalArgumentException("facts need an event to tell of");
    }
    troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
  }

  /// What one event tells.
  public static Facts of(EpisodeEvent event) {
    return of(List.of(Trouble.of(event)));
  }

  /// Facts of these troubles.
  static Facts of(Collection<Trouble> troubles) {
    var byKey = new TreeMap<SeriesKind, Trouble>();
    troubles.forEach(trouble -> byKey.merge(trouble.key(), trouble, Trouble::merge));
    return new Facts(byKey);
  }

  /// These facts and what an event tells.
  public Facts merge(EpisodeEvent event) {
    var merged = new TreeMap<>(troubles);
    merged.merge(SeriesKind.of(event), Trouble.of(event), Trouble::merge);
    return new Facts(merged);
  }

  /// Whether the event's episode is one of these, or older than the newest one known of its series
  /// and kind.
  public boolean cover(EpisodeEvent event) {
    Trouble known = troubles.get(SeriesKind.of(event));
    return known != null && !event.start().isAfter(known.newest().start());
  }

  /// Whether there is no room for the event: it tells of one more series and kind than fit.
  public boolean crowdOut(EpisodeEvent event) {
    return troubles.size() >= MAX_TROUBLES && !troubles.containsKey(SeriesKind.of(event));
  }

  /// Whether every episode has ended.
  public boolean resolved() {
    return troubles.values().stream().allMatch(Trouble::ended);
  }

  /// The highest severity of any episode.
  public Severity severity() {
    return Collections.max(troubles.values().stream().map(Trouble::severity).toList());
  }

  /// When the first episode started.
  public Instant start() {
    return Collections.min(troubles.values().stream().map(Trouble::firstStart).toList());
  }

  /// Event time of the newest event of any episode: the end, once all have ended.
  public Instant newestAt() {
    return Collections.max(troubles.values().stream().map(t -> t.newest().at()).toList());
  }

  /// The troubles that people should hear of, most serious first: those that last, or all when none
  /// does.
  public List<Trouble> mostSeriousFirst() {
    boolean resolved = resolved();
    return troubles.values().stream()
        .filter(trouble -> resolved || !trouble.ended())
        .sorted(Trouble.BY_SERIOUSNESS.reversed())
        .toList();
  }
}
