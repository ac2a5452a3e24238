package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Episodes to incidents to alerts, one batch of messages at a time.
///
/// Every group is on its own: its events are merged into its newest incident; that is saved with
/// the alerts they call for in its outbox; the outbox is published, then cleared. Wherever this
/// stops, its messages come again, tell nothing new, and publish what is left. A message that can
/// never be an event goes to the quarantine and holds up nothing.
public final class AlertBatch {
  private static final int MAX_RACES = 3;

  private static final Comparator<Received> BY_TIME =
      Comparator.comparing((Received r) -> r.event().at()).thenComparing(r -> r.event().change());

  private final IncidentStore incidents;
  private final AlertPublisher publisher;
  private final Quarantine quarantine;

  /// How a batch ended.
  ///
  /// @param failed ids of the messages that must come again, each with the trouble
  /// @param tally what the batch did
  public record Outcome(Map<String, String> failed, Tally<AlertCount> tally) {}

  private record Received(EpisodeMessage message, EpisodeEvent event) {}

  /// @param incidents keeps the incidents
  /// @param publisher tells people
  /// @param quarantine keeps poison
  public AlertBatch(IncidentStore incidents, AlertPublisher publisher, Quarantine quarantine) {
    this.incidents = incidents;
    this.publisher = publisher;
    this.quarantine = quarantine;
  }

  /// Processes one batch.
  public Outcome process(List<EpisodeMessage> messages, Patience patience) {
    var invocation = new Invocation(patience);
    invocation.tally.add(AlertCount.EVENTS, messages.size());
    var groups = new LinkedHashMap<String, List<Received>>();
    for (EpisodeMessage message : messages) {
      try {
        EpisodeEvent event = EpisodeEventCodec.decode(message.body());
        groups
            .computeIfAbsent(Incident.groupOf(event), _ -> new ArrayList<>())
            .add(new Received(message, event));
      } catch (WireFormatException e) {
        invocation.setAside(new Poison(message, String.valueOf(e.getMessage())));
      }
    }
    groups.forEach(invocation::tell);
    return new Outcome(invocation.failed, invocation.tally);
  }

  /// One batch under way.
  private final class Invocation {
    private final Patience patience;
    private final Tally<AlertCount> tally = AlertCount.tally();
    private final Map<String, String> failed = new LinkedHashMap<>();

    Invocation(Patience patience) {
      this.patience = patience;
    }

    void setAside(Poison poison) {
      try {
        patience.run(() -> quarantine.keep(poison.key(), poison.object()));
        tally.add(AlertCount.POISON, 1);
      } catch (TransientFailure failure) {
        leave(poison.message(), failure);
      }
    }

    void tell(String group, List<Received> received) {
      try {
        received.sort(BY_TIME);
        Merge merge = merge(group, received.stream().map(Received::event).toList());
        publishOutbox(merge.incident());
        tally.addAll(merge.tally());
      } catch (TransientFailure failure) {
        received.forEach(r -> leave(r.message(), failure));
      }
    }

    /// What the events make of the group's incident, saved.
    private Merge merge(String group, List<EpisodeEvent> events) {
      for (int race = 0; race < MAX_RACES; race++) {
        Merge merge = Merge.of(patience.call(() -> incidents.load(group)), events);
        if (!merge.changed()) {
          return merge;
        }
        Optional<Incident> saved = patience.call(() -> incidents.save(merge.incident()));
        if (saved.isPresent()) {
          return new Merge(saved.get(), merge.tally());
        }
      }
      throw new TransientFailure(
          "incident of %s was changed by others %d times".formatted(group, MAX_RACES));
    }

    /// Publishes in order, as far as it goes. When another was faster to save, the outbox is the
    /// other's to publish and clear.
    private void publishOutbox(Incident incident) {
      var left = new ArrayDeque<>(incident.outbox());
      try {
        while (!left.isEmpty()) {
          Alert alert = left.getFirst();
          patience.run(() -> publisher.publish(alert));
          left.removeFirst();
          tally.add(AlertCount.PUBLISHED, 1);
          tally.add(AlertCount.of(alert.change()), 1);
        }
      } finally {
        if (left.size() < incident.outbox().size()) {
          patience.call(() -> incidents.save(incident.withOutbox(List.copyOf(left))));
        }
      }
    }

    private void leave(EpisodeMessage message, TransientFailure failure) {
      failed.put(message.id(), String.valueOf(failure.getMessage()));
      tally.add(AlertCount.LEFT, 1);
    }
  }
}
