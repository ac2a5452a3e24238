package io.offbeat.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the newest incident of every group, and a record of those that are over.
public interface IncidentStore {
  /// How long what is over is kept.
  Duration KEPT = Duration.ofDays(400);

  /// What is open is due by then.
  Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  /// The newest incident of a group, open or resolved; empty when it never had one.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it cannot be read
  Optional<Incident> load(Group group);

  /// Saves an incident, if the version it was loaded with is still the newest of its group.
  ///
  /// @return the incident as saved, with its new version, or empty when another was faster: load it
  ///   again
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be saved
  Optional<Incident> save(Incident incident);

  /// Groups whose incident is not over; what was saved a moment ago may be missing.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when they cannot be read
  default List<Group> open() {
    return due(ALWAYS);
  }

  /// Groups whose incident is due by an instant, soonest first; what was saved a moment ago may be
  /// missing.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when they cannot be read
  List<Group> due(Instant by);

  /// Records an incident that is over, under its own id, for [#KEPT] from then. Recording it again
  /// replaces the record.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be recorded
  void record(Incident incident);

  /// The record of an incident that is over.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it cannot be read
  Optional<Incident> recorded(String id);
}
