package io.offbeat.alert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps poison in memory.
public final class InMemoryQuarantine implements Quarantine {
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public void keep(String key, byte[] object) {
    objects.putIfAbsent(key, object.clone());
  }

  /// Every object kept, by its key.
  public Map<String, byte[]> objects() {
    return Map.copyOf(objects);
  }
}
