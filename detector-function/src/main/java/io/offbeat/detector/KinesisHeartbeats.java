package io.offbeat.detector;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Heartbeats on a stream of Kinesis: one record a shard, at the start of its range of hash keys
/// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html).
public final class KinesisHeartbeats implements Heartbeats {
  private static final String PARTITION_KEY = "offbeat.heartbeat";

  /// Most records in a call.
  private static final int PAGE = 500;

  private final KinesisClient kinesis;
  private final String stream;

  /// @param kinesis the client
  /// @param stream name of the stream `readings`
  public KinesisHeartbeats(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /// The heartbeats that the function's settings name.
  public static KinesisHeartbeats of(Settings settings) {
    return new KinesisHeartbeats(
        AwsClients.build(KinesisClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_READINGS_STREAM"));
  }

  @Override
  public Set<String> put(Instant at, Collection<String> devices) {
    SdkBytes record = SdkBytes.fromUtf8String(Heartbeat.lines(at, devices));
    List<Shard> shards = openShards();
    for (int from = 0; from < shards.size(); from += PAGE) {
      put(shards.subList(from, Math.min(from + PAGE, shards.size())), record);
    }
    return shards.stream().map(Shard::shardId).collect(Collectors.toUnmodifiableSet());
  }

  private void put(List<Shard> shards, SdkBytes record) {
    List<PutRecordsRequestEntry> entries =
        shards.stream().map(shard -> entry(shard, record)).toList();
    PutRecordsResponse response =
        AwsClients.call(
            "put heartbeats on " + stream,
            () -> kinesis.putRecords(put -> put.streamName(stream).records(entries)));
    if (response.failedRecordCount() > 0) {
      throw new TransientFailure(
          "%s did not take %d heartbeats".formatted(stream, response.failedRecordCount()));
    }
  }

  private static PutRecordsRequestEntry entry(Shard shard, SdkBytes record) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(PARTITION_KEY)
        .explicitHashKey(shard.hashKeyRange().startingHashKey())
        .data(record)
        .build();
  }

  /// A shard that is closed says where it ends.
  private List<Shard> openShards() {
    var shards = new ArrayList<Shard>();
    @Nullable String next = null;
    do {
      ListShardsResponse page = page(next);
      page.shards().stream()
          .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
          .forEach(shards::add);
      next = page.nextToken();
    } while (next != null);
    return shards;
  }

  private ListShardsResponse page(@Nullable String next) {
    return AwsClients.call(
        "list the shards of " + stream,
        () ->
            kinesis.listShards(list -> {
              if (next == null) {
                list.streamName(stream);
              } else {
                list.nextToken(next);
              }
            }));
  }
}
