package io.offbeat.checks.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/// A topic that refuses some messages, as SNS does, inside a call that succeeds.
final class RefusingSns implements SnsClient {
  private final SnsClient sns;
  private final Predicate<String> refused;

  /// @param sns takes the other messages
  /// @param refused which messages are refused
  RefusingSns(SnsClient sns, Predicate<String> refused) {
    this.sns = sns;
    this.refused = refused;
  }

  @Override
  public PublishBatchResponse publishBatch(PublishBatchRequest request) {
    var failed = new ArrayList<BatchResultErrorEntry>();
    var passed = new ArrayList<PublishBatchRequestEntry>();
    for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
      if (refused.test(entry.message())) {
        failed.add(
            BatchResultErrorEntry.builder()
                .id(entry.id())
                .code("InternalError")
                .senderFault(false)
                .build());
      } else {
        passed.add(entry);
      }
    }
    PublishBatchResponse response =
        passed.isEmpty()
            ? PublishBatchResponse.builder().successful(List.of()).build()
            : sns.publishBatch(request.toBuilder().publishBatchRequestEntries(passed).build());
    return response.toBuilder().failed(failed).build();
  }

  @Override
  public String serviceName() {
    return sns.serviceName();
  }

  @Override
  public void close() {
    sns.close();
  }
}
