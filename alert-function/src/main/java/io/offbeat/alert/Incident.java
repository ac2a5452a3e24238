package io.offbeat.alert;

import io.offbeat.model.Digest;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Episodes that are one thing to a person. A group has one at a time, in the group's one item: the
/// conditional create of that item fixes the incident's id.
///
/// What is known is a function of the events; which alerts went out depends on when they came, but
/// none is made twice, and no resolution is lost.
///
/// @param id a hash of the group and the episode that opened it
/// @param group what belongs together: a device, a group of the rules, or the fleet
/// @param version how often the group's item was saved, 0 when never
/// @param settled what the group's earlier incidents left behind
/// @param facts what is known
/// @param told what people know
/// @param outbox alerts not yet known to be published, oldest first, those of earlier incidents too
/// @param due when the timer must look at it; null when there is nothing to wait for
public record Incident(
    String id,
    Group group,
    long version,
    Settled settled,
    Facts facts,
    Told told,
    List<Alert> outbox,
    @Nullable Instant due) {
  /// What comes back within this time after its end is the same incident.
  static final Duration REOPENED_WITHIN = Duration.ofMinutes(30);

  public Incident {
    outbox = List.copyOf(outbox);
  }

  /// The first incident of a group.
  ///
  /// @param events what is known, at least one event, oldest first
  /// @param seenAt when it arrived
  public static Incident first(Group group, List<EpisodeEvent> events, Instant seenAt) {
    return open(group, events.getFirst(), Facts.of(events), seenAt);
  }

  /// This incident told of an event that arrived now, or the group's next incident, which the event
  /// opens. Equal to this one when the event tells nothing new.
  Incident with(EpisodeEvent event, Instant now) {
    if (isSettled(event)) {
      return this;
    }
    Facts known = facts.merge(Facts.of(event));
    if (facts.cover(event) || !facts.over() || told.isJoining()) {
      return knowing(known);
    }
    Instant resolvedAt = told.resolvedAt();
    if (resolvedAt == null) {
      boolean again = facts.troubles().containsKey(SeriesKind.of(event));
      return knowing(known, again ? told.again(true) : told);
    }
    boolean back =
        told.severity() != null
            && event.kind() != Kind.FAULTY
            && told.fleet().isEmpty()
            && !event.start().isAfter(resolvedAt.plus(REOPENED_WITHIN));
    return back ? knowing(known, told.again(false)) : next(event, now);
  }

  private Incident next(EpisodeEvent event, Instant now) {
    return followedBy(event, Facts.of(event), now);
  }

  /// The group's next incident.
  Incident followedBy(EpisodeEvent event, Facts known, Instant now) {
    int hidden = told.severity() == null ? told.hidden() : 0;
    return new Incident(
        Digest.id(group.key(), event.episodeId()),
        group,
        version,
        settled.and(facts),
        known,
        Told.nobody(now, hidden),
        outbox,
        now);
  }

  private static Incident open(Group group, EpisodeEvent event, Facts facts, Instant seenAt) {
    return new Incident(
        Digest.id(group.key(), event.episodeId()),
        group,
        0,
        Settled.NOTHING,
        facts,
        Told.nobody(seenAt, 0),
        List.of(),
        seenAt);
  }

  /// Whether the event's episode belongs to an earlier incident, and not to this one.
  boolean isSettled(EpisodeEvent event) {
    return settled.covers(event) && !facts.crowd().contains(event);
  }

  /// Whether it is over and people know, or need not know.
  public boolean isResolved() {
    return told.resolvedAt() != null;
  }

  /// The same, in the version that a store gave it.
  public Incident saved(long newVersion) {
    return new Incident(id, group, newVersion, settled, facts, told, outbox, due);
  }

  /// The same, with these alerts left to publish.
  public Incident withOutbox(List<Alert> left) {
    return new Incident(id, group, version, settled, facts, told, left, due);
  }

  /// The same with other facts.
  Incident knowing(Facts now) {
    return knowing(now, told);
  }

  /// The same with other facts, and what people know of them.
  Incident knowing(Facts now, Told toldNow) {
    return new Incident(id, group, version, settled, now, toldNow, outbox, due);
  }

  /// The same, with one more alert to publish.
  Incident telling(Alert alert, Told toldNow) {
    var alerts = new ArrayList<>(outbox);
    alerts.add(alert);
    return new Incident(id, group, version, settled, facts, toldNow, alerts, due);
  }

  /// The same, to be looked at then.
  public Incident dueAt(@Nullable Instant when) {
    return new Incident(id, group, version, settled, facts, told, outbox, when);
  }
}
