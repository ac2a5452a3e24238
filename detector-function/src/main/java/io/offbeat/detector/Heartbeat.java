package io.offbeat.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The reserved devices whose readings show how far the pipeline is: one a bucket, so that every
/// path from a shard of `readings` through a bucket has one.
public final class Heartbeat {
  /// Their one metric.
  public static final String METRIC = "heartbeat";

  /// How many buckets devices travel in, unless the parameter says otherwise.
  static final int BUCKETS = 64;

  private static final String PREFIX = "offbeat.heartbeat-";

  private Heartbeat() {}

  /// Whether a device is one of them: its readings are never judged.
  public static boolean isDevice(String name) {
    return name.startsWith(PREFIX);
  }

  /// A record with a reading of each device: lines of canonical JSON.
  public static byte[] record(Instant at, Collection<String> devices) {
    return lines(at, devices).getBytes(UTF_8);
  }

  static String lines(Instant at, Collection<String> devices) {
    return devices.stream()
        .map(device ->
            "{\"device\":\"%s\",\"metric\":\"%s\",\"at\":\"%s\",\"value\":1}"
                .formatted(device, METRIC, at))
        .collect(Collectors.joining("\n"));
  }

  /// One device for each bucket: of all names with a number, the first that falls there.
  ///
  /// @param buckets how many buckets there are
  public static List<String> devices(int buckets) {
    var devices = new ArrayList<String>();
    Set<Integer> covered = new HashSet<>();
    for (int i = 0; covered.size() < buckets; i++) {
      if (covered.add(Bucket.of(PREFIX + i, buckets).id())) {
        devices.add(PREFIX + i);
      }
    }
    return devices;
  }
}
