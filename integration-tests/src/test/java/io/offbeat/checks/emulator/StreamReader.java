package io.offbeat.checks.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads a stream from its oldest record on; each read goes on where the last one ended.
public final class StreamReader {
  /// More answers than any test's stream needs: an emulator that never ends is no endless test.
  private static final int MOST_ANSWERS = 100;

  private final KinesisClient kinesis;
  private final Map<String, String> iterators = new HashMap<>();

  /// @param kinesis the client
  /// @param stream name of the stream
  public StreamReader(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    for (Shard shard : kinesis.listShards(s -> s.streamName(stream)).shards()) {
      String iterator =
          kinesis
              .getShardIterator(i ->
                  i.streamName(stream)
                      .shardId(shard.shardId())
                      .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      iterators.put(shard.shardId(), iterator);
    }
  }

  /// What has come since the last read, by shard, in each shard's order; shards without anything
  /// are absent.
  public Map<String, List<Record>> read() {
    var read = new HashMap<String, List<Record>>();
    iterators.replaceAll((shard, iterator) -> {
      var records = new ArrayList<Record>();
      String next = readShard(iterator, records);
      if (!records.isEmpty()) {
        read.put(shard, records);
      }
      return next;
    });
    return read;
  }

  private String readShard(String from, List<Record> records) {
    String iterator = from;
    for (int answer = 0; answer < MOST_ANSWERS; answer++) {
      String next = iterator;
      GetRecordsResponse response = kinesis.getRecords(r -> r.shardIterator(next));
      records.addAll(response.records());
      iterator = response.nextShardIterator();
      if (response.records().isEmpty() && response.millisBehindLatest() == 0) {
        return iterator;
      }
    }
    throw new IllegalStateException("the shard does not end");
  }
}
