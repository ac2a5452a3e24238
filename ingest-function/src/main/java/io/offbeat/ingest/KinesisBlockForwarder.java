package io.offbeat.ingest;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// Puts blocks on a stream of Kinesis, under their bucket's partition key and explicit hash key, in
/// as few calls as its limits allow
/// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html).
public final class KinesisBlockForwarder implements BlockForwarder {
  /// Most records in a call.
  static final int MAX_RECORDS = 500;

  /// Most bytes in a call, keys included. Kinesis takes 10 MiB since 2025, emulators 5.
  static final int MAX_BYTES = 5 << 20;

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

  @Override
  public List<PackedBlock> forward(List<PackedBlock> blocks) {
    List<PackedBlock> refused = new ArrayList<>();
    int done = 0;
    for (List<PackedBlock> call : calls(blocks)) {
      try {
        refused.addAll(put(call));
      } catch (TransientFailure failure) {
        if (refused.size() == done) { // nothing is known to be there
          throw failure;
        }
        refused.addAll(blocks.subList(done, blocks.size()));
        return refused;
      }
      done += call.size();
    }
    return refused;
  }

  /// The blocks, split in their order into calls.
  static List<List<PackedBlock>> calls(List<PackedBlock> blocks) {
    List<List<PackedBlock>> calls = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < blocks.size(); i++) {
      int size = size(blocks.get(i));
      if (i - from == MAX_RECORDS || bytes + size > MAX_BYTES) {
        calls.add(blocks.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < blocks.size()) {
      calls.add(blocks.subList(from, blocks.size()));
    }
    return calls;
  }

  private static int size(PackedBlock block) {
    return block.data().remaining() + block.bucket().partitionKey().length();
  }

  /// What a call's answer refuses; its entries stand in the request's order.
  private List<PackedBlock> put(List<PackedBlock> blocks) {
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
