package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import java.util.ArrayList;
import java.util.List;

/// Episodes that are one thing to a person: opened by the first event of a group, resolved when
/// every episode has ended.
///
/// What is known is a function of the events; which alerts went out depends on the order in which
/// they came, but none is made twice, and no resolution is lost.
///
/// @param id a hash of the group and the episode that opened it
/// @param group what belongs together: the device
/// @param version how often the group's item was saved, 0 when never
/// @param settled episodes of the group's earlier incidents
/// @param facts what is known
/// @param alerted highest severity that an alert has told
/// @param resolved whether the resolution was told; nothing is told after it
/// @param outbox alerts not yet known to be published, oldest first, those of earlier incidents too
public record Incident(
    String id,
    String group,
    long version,
    Settled settled,
    Facts facts,
    Severity alerted,
    boolean resolved,
    List<Alert> outbox) {

  public Incident {
    outbox = List.copyOf(outbox);
  }

  /// The group that an event belongs to.
  public static String groupOf(EpisodeEvent event) {
    return event.series().device();
  }

  /// The first incident of a group.
  public static Incident first(EpisodeEvent event) {
    return open(event, 0, Settled.NOTHING, List.of());
  }

  /// This incident told of an event, or the group's next incident, which the event opens. Equal to
  /// this one when the event tells nothing new.
  public Incident with(EpisodeEvent event) {
    if (settled.covers(event)) {
      return this;
    }
    if (resolved && !facts.cover(event)) {
      return open(event, version, settled.and(facts), outbox);
    }
    return facts.crowdOut(event) ? this : told(facts.merge(event));
  }

  /// Whether the event is set aside because the incident is full.
  public boolean crowdsOut(EpisodeEvent event) {
    return !settled.covers(event) && !resolved && facts.crowdOut(event);
  }

  /// The same, in the version that a store gave it.
  public Incident saved(long newVersion) {
    return new Incident(id, group, newVersion, settled, facts, alerted, resolved, outbox);
  }

  /// The same, with these alerts left to publish.
  public Incident withOutbox(List<Alert> left) {
    return new Incident(id, group, version, settled, facts, alerted, resolved, left);
  }

  private static Incident open(
      EpisodeEvent event, long version, Settled settled, List<Alert> outbox) {
    String group = groupOf(event);
    Facts facts = Facts.of(event);
    var opened =
        new Incident(
            Digest.id(group, event.episodeId()),
            group,
            version,
            settled,
            facts,
            facts.severity(),
            false,
            outbox);
    return opened.tell(Change.OPENED, facts).told(facts);
  }

  /// The same with new facts, and the alert that they call for.
  private Incident told(Facts now) {
    if (!resolved && now.resolved()) {
      return tell(Change.RESOLVED, now);
    }
    if (!resolved && now.severity().compareTo(alerted) > 0) {
      return tell(Change.ESCALATED, now);
    }
    return new Incident(id, group, version, settled, now, alerted, resolved, outbox);
  }

  private Incident tell(Change change, Facts now) {
    var alerts = new ArrayList<>(outbox);
    alerts.add(AlertText.alert(id, change, now));
    return new Incident(
        id,
        group,
        version,
        settled,
        now,
        now.severity(),
        resolved || change == Change.RESOLVED,
        alerts);
  }
}
