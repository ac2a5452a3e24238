package io.offbeat.checks.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// A stream whose shard is too busy for some partition keys: it refuses their records, as Kinesis
/// does, inside a call that succeeds.
final class RefusingKinesis implements KinesisClient {
  private final KinesisClient kinesis;
  private final Set<String> refused;

  /// @param kinesis takes the other records
  /// @param refused partition keys whose records are refused
  RefusingKinesis(KinesisClient kinesis, Set<String> refused) {
    this.kinesis = kinesis;
    this.refused = refused;
  }

  @Override
  public PutRecordsResponse putRecords(PutRecordsRequest request) {
    var results = new ArrayList<PutRecordsResultEntry>();
    int failed = 0;
    for (PutRecordsRequestEntry entry : request.records()) {
      if (refused.contains(entry.partitionKey())) {
        results.add(
            PutRecordsResultEntry.builder()
                .errorCode("ProvisionedThroughputExceededException")
                .errorMessage("Rate exceeded for shard")
                .build());
        failed++;
      } else {
        PutRecordsRequest one = request.toBuilder().records(List.of(entry)).build();
        results.addAll(kinesis.putRecords(one).records());
      }
    }
    return PutRecordsResponse.builder().records(results).failedRecordCount(failed).build();
  }

  @Override
  public String serviceName() {
    return kinesis.serviceName();
  }

  @Override
  public void close() {
    kinesis.close();
  }
}
