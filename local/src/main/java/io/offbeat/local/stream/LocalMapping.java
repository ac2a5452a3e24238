package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.lambda.StreamRecord;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The event source mapping between a stream and a function: batches of one shard, in order, with
/// partial answers honoured
/// (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html).
///
/// A batch that makes no progress is tried again a few times; then the caller learns of it.
public final class LocalMapping {
  /// How often a batch is tried without progress.
  public static final int MAX_TRIES = 3;

  private final LocalStream stream;
  private final int batchSize;
  private final RequestHandler<KinesisEvent, StreamsEventResponse> function;
  private final Supplier<Context> contexts;

  /// @param stream where records come from; the mapping is its only consumer
  /// @param batchSize most records of one invocation
  /// @param function where they go
  /// @param contexts gives the context of each invocation
  public LocalMapping(
      LocalStream stream,
      int batchSize,
      RequestHandler<KinesisEvent, StreamsEventResponse> function,
      Supplier<Context> contexts) {
    this.stream = stream;
    this.batchSize = batchSize;
    this.function = function;
    this.contexts = contexts;
  }

  /// Delivers one batch of every shard that holds records, and trims what the function is done
  /// with.
  ///
  /// @return how many records the function is done with
  /// @throws DeliveryFailure when a batch makes no progress; its records stay in the stream
  public int poll() {
    int done = 0;
    for (LocalShard shard : stream.shards()) {
      List<StreamRecord> batch = shard.oldest(batchSize);
      if (!batch.isEmpty()) {
        deliver(shard, batch);
        done += batch.size();
      }
    }
    return done;
  }

  private void deliver(LocalShard shard, List<StreamRecord> batch) {
    List<StreamRecord> rest = batch;
    int tries = 0;
    while (!rest.isEmpty()) {
      Attempt attempt = attempt(rest);
      shard.trim(attempt.done());
      rest = rest.subList(attempt.done(), rest.size());
      tries = attempt.done() > 0 ? 0 : tries + 1;
      if (tries == MAX_TRIES) {
        String what =
            "the records of %s from %s:%s on failed %d times"
                .formatted(stream.name(), shard.id(), rest.getFirst().sequenceNumber(), tries);
        throw DeliveryFailure.of(what, attempt.error());
      }
    }
  }

  /// @param done how many records, from the first, need not come again
  /// @param error what the function threw, or null when it answered
  private record Attempt(int done, @Nullable Throwable error) {}

  /// Whatever the function throws is, as to Lambda, an error of the function.
  private Attempt attempt(List<StreamRecord> batch) {
    KinesisEvent event = LambdaEvents.kinesis(stream.name(), batch);
    var invocation = new FutureTask<>(() -> function.handleRequest(event, contexts.get()));
    invocation.run();
    return invocation.state() == Future.State.FAILED
        ? new Attempt(0, invocation.exceptionNow())
        : new Attempt(done(batch, invocation.resultNow()), null);
  }

  /// The lowest sequence number that the answer names is where to resume; an id that the batch does
  /// not hold fails it all.
  private static int done(List<StreamRecord> batch, @Nullable StreamsEventResponse response) {
    if (response == null || response.getBatchItemFailures() == null) {
      return batch.size();
    }
    return response.getBatchItemFailures().stream()
        .mapToInt(failure -> Math.max(0, indexOf(failure.getItemIdentifier(), batch)))
        .min()
        .orElse(batch.size());
  }

  private static int indexOf(@Nullable String sequenceNumber, List<StreamRecord> batch) {
    return batch.stream()
        .map(record -> record.sequenceNumber().toString())
        .toList()
        .indexOf(sequenceNumber);
  }
}
