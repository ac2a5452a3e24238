package io.offbeat.alert;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What people answer to incidents.
public final class Answers {
  private static final int MAX_RACES = 5;

  /// Begins the metric of a reading that is a person's word on the metric named after it.
  static final String FEEDBACK = "offbeat.feedback/";

  private final IncidentStore incidents;
  private final InstantSource clock;

  /// @param incidents keeps the incidents
  /// @param clock the time
  public Answers(IncidentStore incidents, InstantSource clock) {
    this.incidents = incidents;
    this.clock = clock;
  }

  /// The incidents that people were told of and that are not over, worst first.
  ///
  /// @throws TransientFailure when they cannot be read
  public List<Incident> open() {
    return incidents.open().stream()
        .flatMap(group -> incidents.load(group).stream())
        .filter(incident -> !incident.isResolved() && incident.told().severity() != null)
        .sorted(
            Comparator.comparing((Incident i) -> i.facts().severity())
                .reversed()
                .thenComparing(i -> i.facts().start()))
        .toList();
  }

  /// The open incident whose id begins so; empty when none or several do.
  public Optional<Incident> find(String id) {
    List<Incident> found = open().stream().filter(i -> i.id().startsWith(id)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// Takes note of who looks after an incident: nobody is reminded of it any more.
  ///
  /// @return the incident as it is now; empty when it is over by now
  /// @throws TransientFailure when it is not known to be saved
  public Optional<Incident> acknowledge(Incident incident, String who) {
    return change(incident, now -> now.knowing(now.facts(), now.told().answered(who)));
  }

  /// Takes an incident for over: nobody is told of it again. What starts after its episodes have
  /// ended is told as ever.
  ///
  /// @return the incident as it is now; empty when it is over by now
  /// @throws TransientFailure when it is not known to be saved
  public Optional<Incident> close(Incident incident, String who) {
    Instant at = clock.instant();
    return change(
            incident,
            now ->
                now.knowing(now.facts(), now.told().answered(who).resolved(at))
                    .dueAt(now.outbox().isEmpty() ? null : at))
        .map(closed -> {
          incidents.record(closed.withOutbox(List.of()));
          return closed;
        });
  }

  /// What tells the detector that an incident was normal: a reading a series, of those that have
  /// readings to accept. What fell silent has none.
  public static List<Reading> normal(Incident incident) {
    return incident.facts().troubles().values().stream()
        .filter(trouble -> trouble.key().kind() != Kind.SILENT)
        .map(Answers::normal)
        .distinct()
        .toList();
  }

  private static Reading normal(Trouble trouble) {
    SeriesKey series = trouble.key().series();
    var feedback = new SeriesKey(series.device(), FEEDBACK + series.metric());
    return new Reading(feedback, trouble.newest().start(), 1, "");
  }

  private Optional<Incident> change(Incident incident, UnaryOperator<Incident> change) {
    for (int race = 0; race < MAX_RACES; race++) {
      Optional<Incident> newest =
          incidents
              .load(incident.group())
              .filter(now -> now.id().equals(incident.id()) && !now.isResolved());
      Optional<Incident> saved = newest.flatMap(now -> incidents.save(change.apply(now)));
      if (newest.isEmpty() || saved.isPresent()) {
        return saved;
      }
    }
    throw new TransientFailure("incident %s changes too fast: try again".formatted(incident.id()));
  }
}
