package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.local.StreamBlockForwarder;
import io.offbeat.local.stream.LocalContext;
import io.offbeat.local.stream.LocalMapping;
import io.offbeat.local.stream.LocalStream;
import io.offbeat.model.Bucket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class StreamBlockForwarderTest implements BlockForwarderContract {
  private static final int BATCH = 100;

  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final LocalStream stream = new LocalStream("blocks", 4, Instant.EPOCH);
  private final List<KinesisEvent.Record> read = new ArrayList<>();
  private final LocalMapping mapping =
      new LocalMapping(
          stream,
          BATCH,
          (event, _) -> {
            event.getRecords().forEach(record -> read.add(record.getKinesis()));
            return new StreamsEventResponse(List.of());
          },
          () -> new LocalContext("reader", clock));

  @Override
  public BlockForwarder forwarder() {
    return new StreamBlockForwarder(stream, clock);
  }

  @Override
  public List<String> onStream(Bucket bucket) {
    mapping.poll();
    return read.stream()
        .filter(record -> record.getPartitionKey().equals(bucket.partitionKey()))
        .map(record -> UTF_8.decode(record.getData().duplicate()).toString())
        .toList();
  }
}
