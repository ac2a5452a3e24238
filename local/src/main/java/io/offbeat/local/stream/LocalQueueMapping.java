package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.offbeat.local.stream.LambdaEvents.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The event source mapping between a queue and a function: batches of messages, of which those
/// that the answer names, or all when there is none, are delivered again
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
///
/// A message that keeps failing is, after a few times, made known to the caller.
public final class LocalQueueMapping {
  /// How often a message is received before it counts as undeliverable.
  public static final int MAX_RECEIVES = 3;

  private final LocalQueue queue;
  private final int batchSize;
  private final RequestHandler<SQSEvent, SQSBatchResponse> function;
  private final Supplier<Context> contexts;

  /// @param queue where messages come from
  /// @param batchSize most messages of one invocation
  /// @param function where they go
  /// @param contexts gives the context of each invocation
  public LocalQueueMapping(
      LocalQueue queue,
      int batchSize,
      RequestHandler<SQSEvent, SQSBatchResponse> function,
      Supplier<Context> contexts) {
    this.queue = queue;
    this.batchSize = batchSize;
    this.function = function;
    this.contexts = contexts;
  }

  /// Delivers one batch, if there is one.
  ///
  /// @return how many messages the function is done with
  /// @throws DeliveryFailure when a message failed too often; it stays in the queue
  public int poll() {
    List<Message> batch = queue.receive(batchSize);
    if (batch.isEmpty()) {
      return 0;
    }
    Attempt attempt = attempt(batch);
    attempt.failed().forEach(queue::putBack);
    for (Message message : attempt.failed()) {
      if (message.receives() >= MAX_RECEIVES) {
        String what =
            "message %s of %s failed %d times"
                .formatted(message.id(), queue.name(), message.receives());
        throw DeliveryFailure.of(what, attempt.error());
      }
    }
    return batch.size() - attempt.failed().size();
  }

  /// @param failed the messages that must come again
  /// @param error what the function threw, or null when it answered
  private record Attempt(List<Message> failed, @Nullable Throwable error) {}

  /// Whatever the function throws is, as to Lambda, an error of the function.
  private Attempt attempt(List<Message> batch) {
    SQSEvent event = LambdaEvents.sqs(queue.name(), batch);
    var invocation = new FutureTask<>(() -> function.handleRequest(event, contexts.get()));
    invocation.run();
    return invocation.state() == Future.State.FAILED
        ? new Attempt(batch, invocation.exceptionNow())
        : new Attempt(failed(batch, invocation.resultNow()), null);
  }

  /// An id that the batch does not hold fails it all.
  private static List<Message> failed(List<Message> batch, @Nullable SQSBatchResponse response) {
    if (response == null || response.getBatchItemFailures() == null) {
      return List.of();
    }
    Set<String> ids =
        response.getBatchItemFailures().stream()
            .map(failure -> String.valueOf(failure.getItemIdentifier()))
            .collect(Collectors.toSet());
    boolean allKnown = batch.stream().map(Message::id).toList().containsAll(ids);
    return batch.stream().filter(message -> !allKnown || ids.contains(message.id())).toList();
  }
}
