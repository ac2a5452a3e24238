package io.offbeat.ingest;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// Puts blocks on a stream of Kinesis in one call, under their bucket's partition key and explicit
/// hash key.
public final class KinesisBlockForwarder implements BlockForwarder {
  private final KinesisClient kinesis;
  private final String stream;

  /// @param kinesis the client
  /// @param stream name of the stream
  public KinesisBlockForwarder(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /// The forwarder that the settings name.
  public static KinesisBlockForwarder of(Settings settings) {
    return new KinesisBlockForwarder(
        AwsClients.build(KinesisClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_BLOCKS_STREAM"));
  }

  /// What the call's answer refuses; its entries stand in the request's order.
  @Override
  public List<PackedBlock> forward(List<PackedBlock> blocks) {
    if (blocks.isEmpty()) {
      return List.of();
    }
    var request =
        PutRecordsRequest.builder()
            .streamName(stream)
            .records(blocks.stream().map(KinesisBlockForwarder::entry).toList())
            .build();
    List<PutRecordsResultEntry> results =
        AwsClients.call(
            "put %d blocks on %s".formatted(blocks.size(), stream),
            () -> kinesis.putRecords(request).records());
    List<PackedBlock> refused = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (results.get(i).errorCode() != null) {
        refused.add(blocks.get(i));
      }
    }
    return refused;
  }

  private static PutRecordsRequestEntry entry(PackedBlock block) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(block.bucket().partitionKey())
        .explicitHashKey(block.bucket().explicitHashKey())
        .data(SdkBytes.fromByteBuffer(block.data()))
        .build();
  }
}
