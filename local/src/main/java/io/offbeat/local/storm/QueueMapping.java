package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.offbeat.local.stream.LambdaEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/// A standard queue and its event source mapping, rule by rule
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
///
/// Messages come in any order, and more than once. One that was received is hidden for the
/// visibility timeout; the answer names those that failed, all others are deleted; one that came
/// too often is a dead letter.
final class QueueMapping {
  private final String name;
  private final Settings settings;
  private final Lambda<SQSEvent, SQSBatchResponse> function;
  private final Lambda.Surroundings around;
  private final SplittableRandom random;
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
  record Settings(int batchSize, Duration visibility, int maxReceives, int concurrency) {}

  /// @param receives how often it has come
  /// @param visibleAt when it may come
  private record Message(String id, String body, Instant sentAt, int receives, Instant visibleAt) {
    Message receivedUntil(Instant later) {
      return new Message(id, body, sentAt, receives + 1, later);
    }

    Message fresh(Instant now) {
      return new Message(id, body, sentAt, 0, now);
    }
  }

  QueueMapping(
      String name,
      Settings settings,
      Lambda<SQSEvent, SQSBatchResponse> function,
      Lambda.Surroundings around,
      SplittableRandom random) {
    this.name = name;
    this.settings = settings;
    this.function = function;
    this.around = around;
    this.random = random;
  }

  void send(String body) {
    sent++;
    Instant now = around.scheduler().instant();
    messages.add(new Message(new UUID(0, sent).toString(), body, now, 0, now));
  }

  /// How many messages are not done with.
  int backlog() {
    return messages.size();
  }

  /// How many are dead letters.
  int deadLetters() {
    return deadLetters.size();
  }

  /// Sends the dead letters through again, as an operator does when the trouble is over.
  void redrive() {
    deadLetters.forEach(letter -> messages.add(letter.fresh(around.scheduler().instant())));
    deadLetters.clear();
  }

  /// Receives what there is.
  void poll() {
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
      around.trace().add("%s, %d messages".formatted(name, batch.size()));
      function.invoke(
          LambdaEvents.sqs(name, told),
          result -> {
            atWork--;
            Set<String> failed = failed(batch, result);
            batch.stream().filter(m -> !failed.contains(m.id())).forEach(this::delete);
          });
    }
  }

  private List<Message> receive() {
    Instant now = around.scheduler().instant();
    var visible =
        new ArrayList<>(messages.stream().filter(m -> !m.visibleAt().isAfter(now)).toList());
    var batch = new ArrayList<Message>();
    while (batch.size() < settings.batchSize() && !visible.isEmpty()) {
      Message message = visible.remove(random.nextInt(visible.size()));
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
    if (around.faults().fires(Fault.MESSAGE_AGAIN)) {
      messages.add(message);
    }
  }

  /// Ids of the messages that must come again; an id that the batch does not hold fails it all.
  private static Set<String> failed(List<Message> batch, Lambda.Result<SQSBatchResponse> result) {
    Set<String> all = batch.stream().map(Message::id).collect(Collectors.toSet());
    if (!(result instanceof Lambda.Result.Answered(var answer))) {
      return all;
    }
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
