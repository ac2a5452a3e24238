package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Episodes to incidents, one batch of messages at a time.
///
/// Every group is on its own: its events are merged into its newest incident, which is saved with
/// the alerts that this calls for. Most alerts wait, and are the timer's. A message that can never
/// be an event goes to the quarantine and holds up nothing.
public final class AlertBatch {
  private static final Comparator<Received> BY_TIME =
      Comparator.comparing((Received r) -> r.event().at()).thenComparing(r -> r.event().change());

  private final Desk.Ports ports;
  private final Quarantine quarantine;
  private final Course course;
  private final Fleet fleet;
  private final InstantSource clock;

  /// How a batch ended.
  ///
  /// @param failed ids of the messages that must come again, each with the trouble
  /// @param tally what the batch did
  public record Outcome(Map<String, String> failed, Tally<AlertCount> tally) {}

  /// What is outside.
  ///
  /// @param incidents keeps the incidents
  /// @param brake tells people
  /// @param quarantine keeps poison
  public record Ports(IncidentStore incidents, Brake brake, Quarantine quarantine) {}

  private record Received(EpisodeMessage message, EpisodeEvent event) {}

  /// @param ports what is outside
  /// @param course says what becomes of incidents
  /// @param fleet tells when devices fall ill together
  /// @param clock the time
  public AlertBatch(Ports ports, Course course, Fleet fleet, InstantSource clock) {
    this.ports = new Desk.Ports(ports.incidents(), ports.brake());
    this.quarantine = ports.quarantine();
    this.course = course;
    this.fleet = fleet;
    this.clock = clock;
  }

  /// Processes one batch.
  public Outcome process(List<EpisodeMessage> messages, Patience patience) {
    var invocation = new Invocation(patience);
    invocation.tally.add(AlertCount.EVENTS, messages.size());
    var received = new ArrayList<Received>();
    for (EpisodeMessage message : messages) {
      try {
        received.add(new Received(message, EpisodeEventCodec.decode(message.body())));
      } catch (WireFormatException e) {
        invocation.setAside(new Poison(message, String.valueOf(e.getMessage())));
      }
    }
    received.sort(BY_TIME);
    invocation.group(received).forEach(invocation::tell);
    return new Outcome(invocation.failed, invocation.tally);
  }

  /// One batch under way.
  private final class Invocation {
    private final Patience patience;
    private final Tally<AlertCount> tally = AlertCount.tally();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Desk desk;

    Invocation(Patience patience) {
      this.patience = patience;
      this.desk = new Desk(ports, course, patience, tally, clock.instant());
    }

    void setAside(Poison poison) {
      try {
        patience.run(() -> quarantine.keep(poison.key(), poison.object()));
        tally.add(AlertCount.POISON, 1);
      } catch (TransientFailure failure) {
        leave(poison.message(), failure);
      }
    }

    /// The events of each group, the fleet's first.
    Map<Group, List<Received>> group(List<Received> received) {
      var groups = new LinkedHashMap<Group, List<Received>>();
      if (received.isEmpty()) {
        return groups;
      }
      try {
        Optional<Incident> open = desk.load(Group.FLEET);
        Predicate<EpisodeEvent> claimed =
            fleet.claim(received.stream().map(Received::event).toList(), open);
        for (Received one : received) {
          Group own = Group.of(one.event().series().device(), course.policy());
          boolean joins =
              claimed.test(one.event())
                  && (knows(open, one.event()) || !isKnown(desk.load(own), one.event()));
          groups.computeIfAbsent(joins ? Group.FLEET : own, _ -> new ArrayList<>()).add(one);
        }
      } catch (TransientFailure failure) {
        received.forEach(r -> leave(r.message(), failure));
      }
      return groups;
    }

    private static boolean knows(Optional<Incident> fleet, EpisodeEvent event) {
      return fleet.filter(incident -> incident.facts().crowd().contains(event)).isPresent();
    }

    /// Whether the episode is one of the device's own incident, open or over: whoever heard a part
    /// of it must hear the rest.
    private static boolean isKnown(Optional<Incident> own, EpisodeEvent event) {
      return own.filter(i -> i.facts().cover(event) || i.settled().covers(event)).isPresent();
    }

    void tell(Group group, List<Received> received) {
      List<EpisodeEvent> events = received.stream().map(Received::event).toList();
      try {
        var merge = new Merge(group, events, clock.instant());
        Incident merged = desk.change(group, merge::of);
        if (!merged.told().fleet().isEmpty()) {
          // It became part of the fleet's while these were on their way.
          desk.change(Group.FLEET, new Merge(Group.FLEET, events, clock.instant())::of);
        }
        tally.add(AlertCount.REPEAT, merge.repeats());
        tally.add(AlertCount.MERGED, events.size() - merge.repeats());
      } catch (TransientFailure failure) {
        received.forEach(r -> leave(r.message(), failure));
      }
    }

    private void leave(EpisodeMessage message, TransientFailure failure) {
      failed.put(message.id(), String.valueOf(failure.getMessage()));
      tally.add(AlertCount.LEFT, 1);
    }
  }
}
