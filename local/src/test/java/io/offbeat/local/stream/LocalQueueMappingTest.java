package io.offbeat.local.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LocalQueueMappingTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private final LocalQueue queue = new LocalQueue("episodes");
  private final List<String> received = new ArrayList<>();
  private final Deque<Function<SQSEvent, SQSBatchResponse>> answers = new ArrayDeque<>();

  private final LocalQueueMapping mapping =
      new LocalQueueMapping(
          queue,
          2,
          (event, context) -> {
            received.add(
                String.join("", event.getRecords().stream().map(SQSMessage::getBody).toList()));
            return answers.isEmpty()
                ? new SQSBatchResponse(List.of())
                : answers.removeFirst().apply(event);
          },
          () -> new LocalContext("alert", InstantSource.fixed(NOON)));

  @Test
  void messages_arrive_in_batches_and_once() {
    send("a", "b", "c");

    assertThat(mapping.poll()).isEqualTo(2);
    assertThat(mapping.poll()).isEqualTo(1);
    assertThat(mapping.poll()).isZero();
    assertThat(received).containsExactly("ab", "c");
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

    assertThat(mapping.poll()).isEqualTo(1);
    assertThat(mapping.poll()).isEqualTo(2);
    assertThat(received).containsExactly("ab", "cb");
  }

  @Test
  void an_exception_or_an_unknown_id_brings_all_again() {
    answers.add(_ -> failing());
    answers.add(_ -> failed("unheard-of"));
    send("a", "b");

    assertThat(mapping.poll()).isZero();
    assertThat(mapping.poll()).isZero();
    assertThat(mapping.poll()).isEqualTo(2);
    assertThat(received).containsExactly("ab", "ab", "ab");
  }

  @Test
  void a_message_that_keeps_failing_is_made_known_and_kept() {
    answers.add(_ -> failing());
    answers.add(_ -> failing());
    answers.add(_ -> failing());
    send("a");

    assertThat(mapping.poll()).isZero();
    assertThat(mapping.poll()).isZero();
    assertThatThrownBy(mapping::poll)
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("episodes failed 3 times")
        .hasMessageContaining("pager on fire");

    assertThat(mapping.poll()).isOne();
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      queue.send(body, NOON);
    }
  }

  private static SQSBatchResponse failed(String id) {
    return new SQSBatchResponse(List.of(new BatchItemFailure(id)));
  }

  private static SQSBatchResponse failing() {
    throw new IllegalStateException("pager on fire");
  }
}
