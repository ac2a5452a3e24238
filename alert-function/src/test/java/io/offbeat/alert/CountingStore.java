package io.offbeat.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A store that counts what a table would charge for: a write unit for each begun kilobyte
/// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html).
final class CountingStore implements IncidentStore {
  private static final int UNIT = 1024;

  /// Key, version, write id, due and expiry.
  private static final int ATTRIBUTES = 200;

  private final IncidentStore store;
  private int writes;

  CountingStore(IncidentStore store) {
    this.store = store;
  }

  /// Write units so far, refused saves too.
  int writes() {
    return writes;
  }

  @Override
  public Optional<Incident> load(Group group) {
    return store.load(group);
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    count(incident);
    return store.save(incident);
  }

  @Override
  public List<Group> due(Instant by) {
    return store.due(by);
  }

  @Override
  public void record(Incident incident) {
    count(incident);
    store.record(incident);
  }

  @Override
  public Optional<Incident> recorded(String id) {
    return store.recorded(id);
  }

  private void count(Incident incident) {
    writes += Math.ceilDiv(Deflated.of(IncidentCodec.encode(incident)).length + ATTRIBUTES, UNIT);
  }
}
