package io.offbeat.local.replay;

import io.offbeat.detector.Device;
import io.offbeat.model.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares what the archive says of devices with their states, while nothing is on its way: every
/// accepted reading must be applied, and nothing else.
public final class Audit {
  private Audit() {}

  /// What differs, a line for each device and shard; nothing when all is well.
  ///
  /// @param archived devices as the archive makes them
  /// @param stored devices as they are stored
  public static List<String> compare(Map<String, Device> archived, Map<String, Device> stored) {
    var lines = new ArrayList<String>();
    for (Device expected : archived.values()) {
      Device actual = stored.get(expected.name());
      if (actual == null) {
        lines.add(expected.name() + ": in the archive, but has no state");
      } else {
        lines.addAll(compare(expected, actual));
      }
    }
    return lines;
  }

  /// What differs between a device as the archive makes it and as it is stored.
  public static List<String> compare(Device expected, Device actual) {
    var lines = new ArrayList<String>();
    Map<String, SourcePosition> archived = expected.applied();
    Map<String, SourcePosition> applied = actual.applied();
    var shards = new TreeSet<>(archived.keySet());
    shards.addAll(applied.keySet());
    for (String shard : shards) {
      SourcePosition last = archived.get(shard);
      SourcePosition position = applied.get(shard);
      if (last == null ? position != null : !last.equals(position)) {
        lines.add(
            "%s: the archive ends at %s of %s, the state at %s"
                .formatted(expected.name(), told(last), shard, told(position)));
      }
    }
    if (!expected.judged().equals(actual.judged())) {
      lines.add(
          "%s: the archive makes the series %s, the state has %s"
              .formatted(
                  expected.name(),
                  new TreeSet<>(expected.judged()),
                  new TreeSet<>(actual.judged())));
    }
    return lines;
  }

  private static String told(@Nullable SourcePosition position) {
    return position == null
        ? "nothing"
        : "%s/%d".formatted(position.sequenceNumber(), position.ordinal());
  }
}
