package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where an invocation works on incidents, one group at a time: load, change, see what is due, save
/// with the alerts in the outbox, publish, clear. Wherever this stops, the next one to look at the
/// incident finds what is left and goes on.
final class Desk {
  private static final int MAX_RACES = 5;

  private final IncidentStore incidents;
  private final Brake brake;
  private final Course course;
  private final Patience patience;
  private final Tally<AlertCount> tally;
  private final Instant now;

  Desk(Ports ports, Course course, Patience patience, Tally<AlertCount> tally, Instant now) {
    this.incidents = ports.incidents();
    this.brake = ports.brake();
    this.course = course;
    this.patience = patience;
    this.tally = tally;
    this.now = now;
  }

  /// What is outside.
  ///
  /// @param incidents keeps the incidents
  /// @param brake tells people
  record Ports(IncidentStore incidents, Brake brake) {}

  Optional<Incident> load(Group group) {
    return patience.call(() -> incidents.load(group));
  }

  /// Changes a group's incident.
  ///
  /// @param change what becomes of it; it may be asked again, when another was faster
  /// @return the incident as it is now, its outbox published
  Incident change(Group group, Function<Optional<Incident>, Incident> change) {
    for (int race = 0; race < MAX_RACES; race++) {
      Optional<Incident> loaded = load(group);
      Incident looked = course.at(change.apply(loaded), now);
      // What is still to publish is due, whatever else is.
      Incident changed = looked.outbox().isEmpty() ? looked : looked.dueAt(now);
      Optional<Incident> saved =
          loaded.filter(changed::equals).isPresent()
              ? loaded
              : patience.call(() -> incidents.save(changed));
      if (saved.isPresent()) {
        recordEnd(loaded, saved.get());
        return publishOutbox(saved.get(), looked.due());
      }
    }
    throw new TransientFailure(
        "incident of %s was changed by others %d times".formatted(group.name(), MAX_RACES));
  }

  /// What is over and was told is history.
  private void recordEnd(Optional<Incident> before, Incident now) {
    boolean ends =
        now.isResolved()
            && now.told().severity() != null
            && (before.filter(now::equals).isEmpty() || !now.outbox().isEmpty());
    if (ends) {
      patience.run(() -> incidents.record(now.withOutbox(List.of())));
    }
  }

  /// Publishes in order, as far as it goes. When another was faster to save, the outbox is the
  /// other's to publish and clear.
  ///
  /// @param due when it is due once all is published
  private Incident publishOutbox(Incident incident, @Nullable Instant due) {
    var left = new ArrayDeque<>(incident.outbox());
    Incident cleared = incident;
    try {
      while (!left.isEmpty()) {
        Storm.Verdict verdict = brake.publish(left.getFirst(), patience);
        count(verdict, left.getFirst());
        if (verdict == Storm.Verdict.WAIT) {
          break;
        }
        left.removeFirst();
      }
    } finally {
      if (left.size() < incident.outbox().size()) {
        Incident rest = incident.withOutbox(List.copyOf(left)).dueAt(left.isEmpty() ? due : now);
        cleared = patience.call(() -> incidents.save(rest)).orElse(rest);
      }
    }
    return cleared;
  }

  private void count(Storm.Verdict verdict, Alert alert) {
    switch (verdict) {
      case SEND -> {
        tally.add(AlertCount.PUBLISHED, 1);
        tally.add(AlertCount.of(alert.change()), 1);
      }
      case HOLD -> tally.add(AlertCount.HELD, 1);
      case WAIT -> tally.add(AlertCount.WAITING, 1);
    }
  }
}
