package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.offbeat.local.stream.LambdaFunction.Result;
import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A standard queue and its event source mapping, as AWS documents their rules
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
///
/// Messages come in any order, and perhaps more than once. One that was received is hidden for the
/// visibility timeout; the answer names those that failed, all others are deleted; one that came
/// too often is a dead letter; one whose invocation was throttled has come as well. Left out are
/// the batching window: it takes what is there; and retention: no message expires. It looks only
/// when it is told to. Not for several threads.
public final class QueueMapping {
  private final String name;
  private final Settings settings;
  private final LambdaFunction<SQSEvent, SQSBatchResponse> function;
  private final Outside outside;
  private final List<Message> messages = new ArrayList<>();
  private final List<Message> deadLetters = new ArrayList<>();
  private long sent;
  private int atWork;

  /// How it is set up.
  ///
  /// @param batchSize most messages of an event
  /// @param visibility how long a received message is hidden
  /// @param maxReceives how often it may come
  /// @param concurrency most invocations at once
  public record Settings(int batchSize, Duration visibility, int maxReceives, int concurrency) {}

  /// What a standard queue leaves open.
  public interface Luck {
    /// The oldest comes first, and none more often than it must.
    Luck NONE =
        new Luck() {
          @Override
          public int next(int waiting) {
            return 0;
          }

          @Override
          public boolean comesAgain() {
            return false;
          }
        };

    /// Which message comes next, from 0 on, of so many that wait, oldest first.
    int next(int waiting);

    /// Whether a message that is done with comes once more.
    boolean comesAgain();
  }

  /// What is outside of it.
  ///
  /// @param clock the time by which messages are sent and hidden
  /// @param trace hears what it does
  /// @param luck decides what a standard queue leaves open
  public record Outside(InstantSource clock, Consumer<String> trace, Luck luck) {}

  /// @param receives how often it has come
  /// @param visibleAt when it may come
  /// @param error what the function failed with when it came last; null when it answered
  private record Message(
      String id,
      String body,
      Instant sentAt,
      int receives,
      Instant visibleAt,
      @Nullable Failed<?> error) {
    Message receivedUntil(Instant later) {
      return new Message(id, body, sentAt, receives + 1, later, error);
    }

    Message failedWith(@Nullable Failed<?> newest) {
      return new Message(id, body, sentAt, receives, visibleAt, newest);
    }

    Message fresh(Instant now) {
      return new Message(id, body, sentAt, 0, now, null);
    }
  }

  /// @param name name of the queue
  /// @param settings how it is set up
  /// @param function where messages go
  /// @param outside what is outside of it
  public QueueMapping(
      String name,
      Settings settings,
      LambdaFunction<SQSEvent, SQSBatchResponse> function,
      Outside outside) {
    this.name = name;
    this.settings = settings;
    this.function = function;
    this.outside = outside;
  }

  /// Adds a message.
  public void send(String body) {
    sent++;
    Instant now = outside.clock().instant();
    messages.add(new Message(new UUID(0, sent).toString(), body, now, 0, now, null));
  }

  /// How many messages are not done with.
  public int backlog() {
    return messages.size();
  }

  /// How many are dead letters.
  public int deadLetters() {
    return deadLetters.size();
  }

  /// What the function failed with when the newest dead letter came last; null when it answered, or
  /// there is none.
  public @Nullable Failed<?> lastError() {
    return deadLetters.isEmpty() ? null : deadLetters.getLast().error();
  }

  /// Sends the dead letters through again, as an operator does when the trouble is over.
  public void redrive() {
    deadLetters.forEach(letter -> messages.add(letter.fresh(outside.clock().instant())));
    deadLetters.clear();
  }

  /// Receives what there is.
  public void poll() {
    while (atWork < settings.concurrency()) {
      List<Message> batch = receive();
      if (batch.isEmpty()) {
        return;
      }
      atWork++;
      List<LambdaEvents.Message> told =
          batch.stream()
              .map(m -> new LambdaEvents.Message(m.id(), m.body(), m.sentAt(), m.receives()))
              .toList();
      outside.trace().accept("%s, %d messages".formatted(name, batch.size()));
      function.invoke(
          LambdaEvents.sqs(name, told),
          result -> {
            atWork--;
            Set<String> failed = failed(batch, result);
            batch.stream().filter(m -> !failed.contains(m.id())).forEach(this::delete);
            Failed<?> error = result instanceof Failed<?> threw ? threw : null;
            messages.replaceAll(m -> failed.contains(m.id()) ? m.failedWith(error) : m);
          });
    }
  }

  private List<Message> receive() {
    Instant now = outside.clock().instant();
    var visible =
        new ArrayList<>(messages.stream().filter(m -> !m.visibleAt().isAfter(now)).toList());
    var batch = new ArrayList<Message>();
    while (batch.size() < settings.batchSize() && !visible.isEmpty()) {
      Message message = visible.remove(outside.luck().next(visible.size()));
      messages.remove(message);
      if (message.receives() >= settings.maxReceives()) {
        deadLetters.add(message);
      } else {
        Message received = message.receivedUntil(now.plus(settings.visibility()));
        messages.add(received);
        batch.add(received);
      }
    }
    return batch;
  }

  private void delete(Message message) {
    messages.removeIf(m -> m.id().equals(message.id()));
    if (outside.luck().comesAgain()) {
      messages.add(message);
    }
  }

  /// Ids of the messages that must come again; an id that the batch does not hold fails it all.
  private Set<String> failed(List<Message> batch, Result<SQSBatchResponse> result) {
    Set<String> all = batch.stream().map(Message::id).collect(Collectors.toSet());
    return switch (result) {
      case Failed<?> _ -> all;
      case Result.Throttled<?> _ -> all;
      case Result.Answered(var answer) -> failed(all, answer);
    };
  }

  private static Set<String> failed(Set<String> all, @Nullable SQSBatchResponse answer) {
    if (answer == null || answer.getBatchItemFailures() == null) {
      return Set.of();
    }
    Set<String> named =
        answer.getBatchItemFailures().stream()
            .map(failure -> String.valueOf(failure.getItemIdentifier()))
            .collect(Collectors.toSet());
    return all.containsAll(named) ? named : all;
  }
}
