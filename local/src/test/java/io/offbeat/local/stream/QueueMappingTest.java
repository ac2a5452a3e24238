package io.offbeat.local.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.offbeat.local.stream.LambdaFunction.Result;
import io.offbeat.local.stream.LambdaFunction.Result.Failed;
import io.offbeat.local.stream.QueueMapping.Luck;
import io.offbeat.local.stream.QueueMapping.Outside;
import io.offbeat.local.stream.QueueMapping.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each rule as AWS documents it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and
/// the pages beside it.
class QueueMappingTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Settings SIMPLE = new Settings(2, Duration.ZERO, 3, 1);

  private final List<String> received = new ArrayList<>();
  private final Deque<Function<SQSEvent, @Nullable SQSBatchResponse>> answers = new ArrayDeque<>();
  private final LambdaFunction<SQSEvent, SQSBatchResponse> function =
      LambdaFunction.<SQSEvent, SQSBatchResponse>here(
          (event, _) -> answer(event), () -> new LocalContext("alert", InstantSource.fixed(NOON)));
  private Instant now = NOON;

  private QueueMapping mapping = mapping(SIMPLE, Luck.NONE);

  private QueueMapping mapping(Settings settings, Luck luck) {
    return new QueueMapping("episodes", settings, function, new Outside(() -> now, _ -> {}, luck));
  }

  private @Nullable SQSBatchResponse answer(SQSEvent event) {
    received.add(String.join("", event.getRecords().stream().map(SQSMessage::getBody).toList()));
    return answers.isEmpty() ? new SQSBatchResponse(List.of()) : answers.removeFirst().apply(event);
  }

  @Test
  void messages_arrive_in_batches_and_once() {
    send("a", "b", "c");
    mapping.poll();
    mapping.poll();

    assertThat(received).containsExactly("ab", "c");
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void the_envelope_is_what_lambda_sends() {
    var seen = new ArrayList<SQSMessage>();
    answers.add(event -> {
      seen.addAll(event.getRecords());
      return new SQSBatchResponse(List.of());
    });
    send("a");
    mapping.poll();

    SQSMessage message = seen.getFirst();
    assertThat(message.getEventSource()).isEqualTo("aws:sqs");
    assertThat(message.getEventSourceArn()).endsWith(":episodes");
    assertThat(message.getMd5OfBody()).isEqualTo("0cc175b9c0f1b6a831c399e269772661");
    assertThat(message.getAttributes())
        .containsEntry("ApproximateReceiveCount", "1")
        .containsEntry("SentTimestamp", Long.toString(NOON.toEpochMilli()));
  }

  @Test
  void only_the_messages_that_the_answer_names_come_again() {
    answers.add(event -> failed(event.getRecords().get(1).getMessageId()));
    send("a", "b", "c");
    mapping.poll();

    assertThat(received).containsExactly("ab", "cb");
  }

  @Test
  void an_exception_or_an_unknown_id_brings_all_again() {
    answers.add(_ -> failing());
    answers.add(_ -> failed("unheard-of"));
    send("a", "b");
    mapping.poll();

    assertThat(received).containsExactly("ab", "ab", "ab");
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void a_missing_answer_or_list_is_success() {
    answers.add(_ -> null);
    answers.add(_ -> new SQSBatchResponse());
    send("a", "b", "c");
    mapping.poll();

    assertThat(received).containsExactly("ab", "c");
  }

  @Test
  void a_message_that_comes_too_often_is_a_dead_letter() {
    IntStream.range(0, 3).forEach(_ -> answers.add(_ -> failing()));
    send("a");
    mapping.poll();

    assertThat(received).containsExactly("a", "a", "a");
    assertThat(mapping.deadLetters()).isOne();
    assertThat(mapping.backlog()).isZero();
    Failed<?> error = Objects.requireNonNull(mapping.lastError());
    assertThat(error.why()).contains("pager on fire");
    assertThat(error.cause()).isInstanceOf(IllegalStateException.class);

    mapping.redrive();
    mapping.poll();
    assertThat(received).hasSize(4);
    assertThat(mapping.deadLetters()).isZero();
  }

  @Test
  void an_error_that_was_got_over_is_no_dead_letter_s() {
    answers.add(_ -> failing());
    answers.add(event -> failed(event.getRecords().getFirst().getMessageId()));
    answers.add(event -> failed(event.getRecords().getFirst().getMessageId()));
    send("a");
    mapping.poll();

    assertThat(mapping.deadLetters()).isOne();
    assertThat(mapping.lastError()).isNull();
  }

  @Test
  void a_dead_letter_keeps_its_error_when_others_are_answered() {
    mapping = mapping(new Settings(1, Duration.ZERO, 1, 1), Luck.NONE);
    answers.add(_ -> failing());
    send("a", "b");
    mapping.poll();

    assertThat(mapping.deadLetters()).isOne();
    assertThat(mapping.lastError()).isNotNull();
  }

  @Test
  void a_received_message_is_hidden_for_the_visibility_timeout() {
    mapping = mapping(new Settings(2, Duration.ofSeconds(30), 3, 1), Luck.NONE);
    answers.add(_ -> failing());
    send("a");
    mapping.poll();
    now = NOON.plusSeconds(29);
    mapping.poll();
    assertThat(received).containsExactly("a");

    now = NOON.plusSeconds(30);
    mapping.poll();
    assertThat(received).containsExactly("a", "a");
  }

  @Test
  void no_more_invocations_run_at_once_than_are_allowed() {
    var underWay = new ArrayList<Consumer<Result<SQSBatchResponse>>>();
    mapping =
        new QueueMapping(
            "episodes",
            new Settings(1, Duration.ofSeconds(30), 3, 2),
            (_, done) -> underWay.add(done),
            new Outside(() -> now, _ -> {}, Luck.NONE));
    send("a", "b", "c");
    mapping.poll();
    assertThat(underWay).hasSize(2);

    underWay.getFirst().accept(new Result.Answered<>(new SQSBatchResponse(List.of())));
    mapping.poll();
    assertThat(underWay).hasSize(3);
  }

  /// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  @Test
  void a_throttled_invocation_counts_as_a_receive() {
    mapping =
        new QueueMapping(
            "episodes",
            new Settings(1, Duration.ZERO, 2, 1),
            (_, done) -> done.accept(new Result.Throttled<>()),
            new Outside(() -> now, _ -> {}, Luck.NONE));
    send("a");
    mapping.poll();
    mapping.poll();

    assertThat(mapping.deadLetters()).isOne();
    assertThat(mapping.lastError()).isNull();
  }

  @Test
  void messages_may_come_in_another_order_and_once_more() {
    var again = new AtomicBoolean(true);
    mapping =
        mapping(
            SIMPLE,
            new Luck() {
              @Override
              public int next(int waiting) {
                return waiting - 1;
              }

              @Override
              public boolean comesAgain() {
                return again.getAndSet(false);
              }
            });
    send("a", "b", "c");
    mapping.poll();

    assertThat(received.getFirst()).isEqualTo("cb");
    assertThat(String.join("", received)).hasSize(4);
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      mapping.send(body);
    }
  }

  private static SQSBatchResponse failed(String id) {
    return new SQSBatchResponse(List.of(new BatchItemFailure(id)));
  }

  private static SQSBatchResponse failing() {
    throw new IllegalStateException("pager on fire");
  }
}
