package io.offbeat.alert;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps incidents in memory, encoded as a table would hold them.
public final class InMemoryIncidentStore implements IncidentStore {
  private final Map<String, Item> items = new ConcurrentHashMap<>();

  private record Item(long version, String json) {}

  @Override
  public Optional<Incident> load(String group) {
    return Optional.ofNullable(items.get(group))
        .map(item -> IncidentCodec.decode(item.json(), item.version()));
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    var next = new Item(incident.version() + 1, IncidentCodec.encode(incident));
    var saved = new AtomicBoolean();
    items.compute(
        incident.group(),
        (_, item) -> {
          saved.set((item == null ? 0 : item.version()) == incident.version());
          return saved.get() ? next : item;
        });
    return saved.get() ? Optional.of(incident.saved(next.version())) : Optional.empty();
  }
}
