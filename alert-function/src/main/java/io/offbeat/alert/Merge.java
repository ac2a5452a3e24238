package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Merges the events of one batch and group into the group's incident.
final class Merge {
  private final Group group;
  private final List<EpisodeEvent> events;
  private final Instant now;
  private int repeats;

  /// @param events at least one, oldest first
  /// @param now when they arrived
  Merge(Group group, List<EpisodeEvent> events, Instant now) {
    this.group = group;
    this.events = events;
    this.now = now;
  }

  /// How many events told nothing new, the last time.
  int repeats() {
    return repeats;
  }

  /// What the events make of the incident.
  Incident of(Optional<Incident> loaded) {
    repeats = 0;
    if (loaded.isEmpty()) {
      return Incident.first(group, events, now);
    }
    Incident incident = loaded.get();
    if (!incident.isResolved() && group.scope() == Group.Scope.FLEET) {
      return atOnce(incident);
    }
    for (EpisodeEvent event : events) {
      Incident next = incident.with(event, now);
      repeats += next.equals(incident) ? 1 : 0;
      incident = next;
    }
    return incident;
  }

  /// A fleet's thousands are merged in one go.
  private Incident atOnce(Incident incident) {
    List<EpisodeEvent> fresh = events.stream().filter(event -> !incident.isSettled(event)).toList();
    repeats = events.size() - fresh.size();
    if (fresh.isEmpty()) {
      return incident;
    }
    Facts facts = incident.facts().merge(Facts.of(fresh));
    if (facts.equals(incident.facts())) {
      repeats = events.size();
    }
    return incident.knowing(facts);
  }
}
