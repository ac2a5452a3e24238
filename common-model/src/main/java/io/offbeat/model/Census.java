package io.offbeat.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// How many devices report: what "many of them are ill" is measured against.
///
/// @param at when they were counted
/// @param devices how many reported in the last hour
/// @param byMetric how many of these have a metric, by its name
public record Census(Instant at, int devices, Map<String, Integer> byMetric) {
  /// Where in the bucket the newest one is.
  public static final String KEY = "census/newest.json";

  /// A device counts while its newest reading arrived no longer ago than this.
  public static final Duration RECENT = Duration.ofHours(1);

  public Census {
    byMetric = Map.copyOf(byMetric);
    if (devices < 0) {
      throw new IllegalArgumentException("a census of %d devices".formatted(devices));
    }
  }

  /// How many devices have a metric.
  public int of(String metric) {
    return byMetric.getOrDefault(metric, 0);
  }

  /// Counts devices one by one. Not for several threads.
  public static final class Count {
    private final Map<String, Integer> byMetric = new TreeMap<>();
    private int devices;

    /// Counts a device.
    public void add(Iterable<String> metrics) {
      devices++;
      metrics.forEach(metric -> byMetric.merge(metric, 1, Integer::sum));
    }

    /// The census of all that were counted.
    public Census at(Instant instant) {
      return new Census(instant, devices, byMetric);
    }
  }
}
