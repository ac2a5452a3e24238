package io.offbeat.ingest;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Keeps objects in memory.
public final class InMemoryArchive implements Archive {
  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public void keep(String key, byte[] object) {
    objects.putIfAbsent(key, object.clone());
  }

  /// What is kept, by key, in the keys' order.
  public NavigableMap<String, byte[]> objects() {
    return new TreeMap<>(objects);
  }
}
