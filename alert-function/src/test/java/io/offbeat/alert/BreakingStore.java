package io.offbeat.alert;

import io.offbeat.lambda.TransientFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A store whose saves are throttled for some incidents.
record BreakingStore(IncidentStore store, Predicate<Incident> throttled) implements IncidentStore {
  @Override
  public Optional<Incident> load(Group group) {
    return store.load(group);
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    if (throttled.test(incident)) {
      throw new TransientFailure("throttled");
    }
    return store.save(incident);
  }

  @Override
  public List<Group> due(Instant by) {
    return store.due(by);
  }

  @Override
  public void record(Incident incident) {
    store.record(incident);
  }

  @Override
  public Optional<Incident> recorded(String id) {
    return store.recorded(id);
  }
}
