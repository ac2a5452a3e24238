package io.offbeat.alert;

import java.util.Optional;

/// Keeps the newest incident of every group.
public interface IncidentStore {
  /// The newest incident of a group, open or resolved; empty when it never had one.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it cannot be read
  Optional<Incident> load(String group);

  /// Saves an incident, if the version it was loaded with is still the newest of its group.
  ///
  /// @return the incident as saved, with its new version, or empty when another was faster: load it
  ///   again
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be saved
  Optional<Incident> save(Incident incident);
}
