package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import tools.jackson.databind.json.JsonMapper;

/// An ingest function as it is usually written: each reading bound to an object, and put on the
/// next stream as a record of its own. It archives nothing, and looks at no clock.
final class UsualWay {
  private static final int MAX_RECORDS = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final KinesisClient kinesis;

  UsualWay(KinesisClient kinesis) {
    this.kinesis = kinesis;
  }

  /// A reading as its producer writes it.
  record Posted(String device, String metric, String at, double value, String unit) {}

  void handle(KinesisEvent event) {
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (var record : event.getRecords()) {
      String payload = UTF_8.decode(record.getKinesis().getData().duplicate()).toString();
      for (String line : payload.split("\n")) {
        var posted = JSON.readValue(line, Posted.class);
        entries.add(
            PutRecordsRequestEntry.builder()
                .partitionKey(posted.device())
                .data(SdkBytes.fromByteArray(JSON.writeValueAsBytes(posted)))
                .build());
        if (entries.size() == MAX_RECORDS) {
          put(entries);
        }
      }
    }
    if (!entries.isEmpty()) {
      put(entries);
    }
  }

  private void put(List<PutRecordsRequestEntry> entries) {
    List<PutRecordsRequestEntry> call = List.copyOf(entries);
    var answer = kinesis.putRecords(request -> request.streamName("next").records(call));
    if (answer.failedRecordCount() != 0) {
      throw new IllegalStateException("refused: " + answer.failedRecordCount());
    }
    entries.clear();
  }
}
