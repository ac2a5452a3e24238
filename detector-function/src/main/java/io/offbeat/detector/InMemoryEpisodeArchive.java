package io.offbeat.detector;

import java.util.Map;
import java.util.TreeMap;

/// Episode events in memory.
public final class InMemoryEpisodeArchive implements EpisodeArchive {
  private final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  public synchronized void keep(String key, byte[] object) {
    objects.putIfAbsent(key, object.clone());
  }

  /// All objects by their keys.
  public synchronized Map<String, byte[]> objects() {
    return Map.copyOf(objects);
  }
}
