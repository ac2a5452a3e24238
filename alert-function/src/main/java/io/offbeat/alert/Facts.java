package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What an incident knows of the world: a function of the set of events it was told, in whatever
/// order and however often each came.
///
/// Everything merges by minimum, maximum or union. The troubles told in full are those whose keys
/// come first: one that was crowded out never comes back, so none is ever known in part.
///
/// @param troubles what is known of each series and kind, the first [#MAX_TROUBLES] of them
/// @param crowd who is in trouble, all of them
/// @param start when the first episode started
/// @param newestAt event time of the newest event: the end, once all have ended
/// @param severity the highest severity of any episode
public record Facts(
    SortedMap<SeriesKind, Trouble> troubles,
    Crowd crowd,
    Instant start,
    Instant newestAt,
    Severity severity) {
  /// Most troubles told in full: as many as anyone reads.
  public static final int MAX_TROUBLES = 16;

  public Facts {
    if (troubles.isEmpty()) {
      throw new IllegalArgumentException("facts need an event to tell of");
    }
    var first = new TreeMap<>(troubles);
    while (first.size() > MAX_TROUBLES) {
      first.pollLastEntry();
    }
    troubles = Collections.unmodifiableSortedMap(first);
  }

  /// What events, at least one, tell.
  public static Facts of(Collection<EpisodeEvent> events) {
    var troubles = new TreeMap<SeriesKind, Trouble>();
    for (EpisodeEvent event : events) {
      troubles.merge(SeriesKind.of(event), Trouble.of(event), Trouble::merge);
    }
    return new Facts(
        troubles,
        Crowd.EMPTY.merge(events),
        Collections.min(events.stream().map(EpisodeEvent::start).toList()),
        Collections.max(events.stream().map(EpisodeEvent::at).toList()),
        Collections.max(events.stream().map(EpisodeEvent::severity).toList()));
  }

  /// What one event tells.
  public static Facts of(EpisodeEvent event) {
    return of(List.of(event));
  }

  /// What both tell together.
  public Facts merge(Facts other) {
    var merged = new TreeMap<>(troubles);
    other.troubles.forEach((key, trouble) -> merged.merge(key, trouble, Trouble::merge));
    return new Facts(
        merged,
        crowd.merge(other.crowd),
        Collections.min(List.of(start, other.start)),
        Collections.max(List.of(newestAt, other.newestAt)),
        Collections.max(List.of(severity, other.severity)));
  }

  /// What is left of these without the troubles whose newest event is such; empty when nothing is.
  Optional<Facts> without(Predicate<EpisodeEvent> such) {
    List<Trouble> left =
        troubles.values().stream().filter(trouble -> !such.test(trouble.newest())).toList();
    if (left.size() == troubles.size()) {
      return Optional.of(this);
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(of(left.stream().map(Trouble::newest).toList()));
  }

  /// Whether the event's episode is one of these, or older than the newest one known of its series
  /// and kind.
  public boolean cover(EpisodeEvent event) {
    Trouble known = troubles.get(SeriesKind.of(event));
    return crowd.contains(event)
        || (known != null && !event.start().isAfter(known.newest().start()));
  }

  /// Whether every episode has ended.
  public boolean over() {
    return crowd.over() && troubles.values().stream().allMatch(Trouble::ended);
  }

  /// Whether some of it ended because the detector has come to take it for normal.
  boolean accepted() {
    return over() && troubles.values().stream().anyMatch(Trouble::accepted);
  }

  /// What was heard last of a trouble's series.
  Trouble latest(Trouble of) {
    return troubles.values().stream()
        .filter(trouble -> trouble.key().series().equals(of.key().series()))
        .max(Comparator.comparing(trouble -> trouble.newest().at()))
        .orElse(of);
  }

  /// From the first start to the newest event.
  public Duration lasted() {
    Duration lasted = Duration.between(start, newestAt);
    return lasted.isNegative() ? Duration.ZERO : lasted;
  }

  /// The devices told in full.
  public Set<String> devices() {
    var devices = new TreeSet<String>();
    troubles.keySet().forEach(key -> devices.add(key.series().device()));
    return devices;
  }

  /// The troubles that people should hear of, most serious first: those that last, or all when none
  /// does.
  public List<Trouble> mostSeriousFirst() {
    boolean some = troubles.values().stream().anyMatch(trouble -> !trouble.ended());
    return troubles.values().stream()
        .filter(trouble -> !some || !trouble.ended())
        .sorted(Trouble.BY_SERIOUSNESS.reversed())
        .toList();
  }
}
