package io.offbeat.benchmarks.ingest;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Ingest as it is mostly written: each line bound to an object, checked, and put on the next
/// stream as a record of its own. It keeps no archive.
final class UsualWay {
  private static final int MAX_RECORDS = 500;

  private final ObjectMapper json = new JsonMapper();
  private final KinesisClient kinesis;

  /// A line of canonical JSON.
  record Line(
      @JsonProperty String device,
      @JsonProperty String metric,
      @JsonProperty Instant at,
      @JsonProperty double value,
      @JsonProperty String unit) {}

  /// @param kinesis takes the readings
  UsualWay(KinesisClient kinesis) {
    this.kinesis = kinesis;
  }

  /// Handles an event, and tells how many readings it put on.
  int handle(KinesisEvent event) {
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    int forwarded = 0;
    for (KinesisEventRecord record : event.getRecords()) {
      ByteBuffer data = record.getKinesis().getData().duplicate();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      try (MappingIterator<Line> lines = json.readerFor(Line.class).readValues(bytes)) {
        while (lines.hasNext()) {
          Line line = lines.next();
          if (!line.device().isEmpty() && Double.isFinite(line.value())) {
            entries.add(entry(line));
            forwarded++;
          }
          if (entries.size() == MAX_RECORDS) {
            put(entries);
          }
        }
      }
    }
    put(entries);
    return forwarded;
  }

  private PutRecordsRequestEntry entry(Line line) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(line.device())
        .data(SdkBytes.fromByteArrayUnsafe(json.writeValueAsBytes(line)))
        .build();
  }

  private void put(List<PutRecordsRequestEntry> entries) {
    if (!entries.isEmpty()) {
      kinesis.putRecords(r -> r.streamName("blocks").records(entries));
      entries.clear();
    }
  }
}
