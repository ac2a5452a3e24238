package io.offbeat.local.storm;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.Group;
import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.StormStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the alert function and its timer find outside, each port behind [Calls], and what has come
/// to stand there.
final class AlertCloud {
  /// Services that can be down for a while.
  static final String ALERTS = "alerts";

  static final String INCIDENTS = "incidents";

  private final Calls calls;
  private final Latency latency;

  final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  final InMemoryStormStore storms = new InMemoryStormStore();
  final List<Alert> alerts = new ArrayList<>();

  /// Ids of incidents that people count as told of, and of those held back for a digest.
  final Set<String> told = new HashSet<>();

  final Set<String> heldBack = new HashSet<>();

  /// Ids of alerts that were ever to be sent.
  final Set<String> promised = new HashSet<>();

  /// What the index of the incidents showed a while ago.
  private List<Group> lastDue = List.of();

  AlertCloud(Calls calls, Latency latency) {
    this.calls = calls;
    this.latency = latency;
  }

  IncidentStore incidents() {
    return new IncidentStore() {
      @Override
      public Optional<Incident> load(Group group) {
        return calls.call(INCIDENTS, () -> incidents.load(group));
      }

      @Override
      public Optional<Incident> save(Incident incident) {
        return calls.call(
            INCIDENTS,
            () -> {
              Optional<Incident> saved = incidents.save(incident);
              saved.ifPresent(this::note);
              return saved;
            });
      }

      private void note(Incident saved) {
        if (saved.told().severity() != null) {
          told.add(saved.id());
        }
        saved.outbox().forEach(alert -> promised.add(alert.id()));
      }

      @Override
      public List<Group> due(Instant by) {
        boolean stale = calls.isStale();
        return calls.call(
            INCIDENTS,
            () -> {
              List<Group> newest = incidents.due(by);
              List<Group> shown = stale ? lastDue : newest;
              lastDue = newest;
              return shown;
            });
      }

      @Override
      public void record(Incident incident) {
        calls.run(INCIDENTS, () -> incidents.record(incident));
      }

      @Override
      public Optional<Incident> recorded(String id) {
        return calls.call(INCIDENTS, () -> incidents.recorded(id));
      }
    };
  }

  StormStore storms() {
    return new StormStore() {
      @Override
      public io.offbeat.alert.Storm load() {
        return calls.call(INCIDENTS, storms::load);
      }

      @Override
      public Optional<io.offbeat.alert.Storm> save(io.offbeat.alert.Storm storm) {
        heldBack.addAll(storm.held().keySet());
        return calls.call(INCIDENTS, () -> storms.save(storm));
      }
    };
  }

  AlertPublisher alerts() {
    return alert ->
        calls.run(
            ALERTS,
            () -> {
              alerts.add(alert);
              latency.note(alert);
            });
  }
}
