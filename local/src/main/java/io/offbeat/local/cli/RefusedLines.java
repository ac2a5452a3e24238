package io.offbeat.local.cli;

import io.offbeat.ingest.Archive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Lines that no Kinesis record can be made of. Each is kept beside the quarantine of the records,
/// with its number, the reason, and its bytes.
final class RefusedLines {
  /// Where they are kept.
  static final String FOLDER = "quarantine/lines";

  private static final JsonMapper JSON = new JsonMapper();

  private final Archive archive;
  private final long run;
  private long count;
  private String first = "";

  /// @param archive keeps them
  /// @param opened when the run began: part of the key
  RefusedLines(Archive archive, Instant opened) {
    this.archive = archive;
    this.run = ChronoUnit.MICROS.between(Instant.EPOCH, opened);
  }

  /// Sets a line aside.
  void add(long number, byte[] line, String reason) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("line", number);
    object.put("reason", reason);
    object.put("data", line);
    archive.keep("%s/%d-%09d.json".formatted(FOLDER, run, number), JSON.writeValueAsBytes(object));
    if (count == 0) {
      first = "line %d, %s".formatted(number, reason);
    }
    count++;
  }

  /// How many there are.
  long count() {
    return count;
  }

  /// Number and reason of the first, empty when there is none.
  String first() {
    return first;
  }
}
