package io.offbeat.alert;

import io.offbeat.lambda.Tally;
import io.offbeat.model.EpisodeEvent;
import java.util.List;
import java.util.Optional;

/// What events make of a group's newest incident.
///
/// @param incident the incident, or the one that follows it
/// @param tally what each event was: merged, a repeat, or crowded out
record Merge(Incident incident, Tally<AlertCount> tally) {

  /// Merges events, at least one, into the incident if the group has one.
  static Merge of(Optional<Incident> loaded, List<EpisodeEvent> events) {
    Tally<AlertCount> tally = AlertCount.tally();
    if (loaded.isEmpty()) {
      tally.add(AlertCount.MERGED, 1);
      Incident first = Incident.first(events.getFirst());
      return new Merge(fold(first, events.subList(1, events.size()), tally), tally);
    }
    return new Merge(fold(loaded.get(), events, tally), tally);
  }

  /// Whether there is anything to save.
  boolean changed() {
    return tally.get(AlertCount.MERGED) > 0;
  }

  private static Incident fold(
      Incident incident, List<EpisodeEvent> events, Tally<AlertCount> tally) {
    Incident now = incident;
    for (EpisodeEvent event : events) {
      Incident next = now.with(event);
      if (!next.equals(now)) {
        tally.add(AlertCount.MERGED, 1);
      } else {
        tally.add(now.crowdsOut(event) ? AlertCount.CROWDED : AlertCount.REPEAT, 1);
      }
      now = next;
    }
    return now;
  }
}
