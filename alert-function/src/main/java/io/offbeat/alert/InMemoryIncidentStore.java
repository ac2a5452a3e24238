package io.offbeat.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Keeps incidents in memory, encoded as a table would hold them.
public final class InMemoryIncidentStore implements IncidentStore {
  private final Map<Group, Item> items = new ConcurrentHashMap<>();
  private final Map<String, String> records = new ConcurrentHashMap<>();

  private record Item(long version, @Nullable Instant due, String json) {}

  private record Due(Group group, Instant at) {}

  @Override
  public Optional<Incident> load(Group group) {
    return Optional.ofNullable(items.get(group))
        .map(item -> IncidentCodec.decode(item.json(), item.version()));
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    var next = new Item(incident.version() + 1, incident.due(), IncidentCodec.encode(incident));
    var saved = new AtomicBoolean();
    items.compute(
        incident.group(),
        (_, item) -> {
          saved.set((item == null ? 0 : item.version()) == incident.version());
          return saved.get() ? next : item;
        });
    return saved.get() ? Optional.of(incident.saved(next.version())) : Optional.empty();
  }

  @Override
  public List<Group> due(Instant by) {
    return items.entrySet().stream()
        .flatMap(entry -> due(entry.getKey(), entry.getValue(), by).stream())
        .sorted(Comparator.comparing(Due::at).thenComparing(due -> due.group().key()))
        .map(Due::group)
        .toList();
  }

  private static Optional<Due> due(Group group, Item item, Instant by) {
    return Optional.ofNullable(item.due())
        .filter(due -> !due.isAfter(by))
        .map(due -> new Due(group, due));
  }

  @Override
  public void record(Incident incident) {
    records.put(incident.id(), IncidentCodec.encode(incident));
  }

  @Override
  public Optional<Incident> recorded(String id) {
    return Optional.ofNullable(records.get(id)).map(json -> IncidentCodec.decode(json, 0));
  }
}
