package io.offbeat.local.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.StreamBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalMappingTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private final LocalStream stream = new LocalStream("readings", 1, NOON);

  /// What the function received, one text an invocation.
  private final List<String> received = new ArrayList<>();

  /// What the function answers, in order; after that it accepts everything.
  private final Deque<Function<KinesisEvent, @Nullable StreamsEventResponse>> answers =
      new ArrayDeque<>();

  private final LocalMapping mapping =
      new LocalMapping(
          stream,
          3,
          (event, context) -> {
            received.add(
                String.join("", event.getRecords().stream().map(LocalMappingTest::text).toList()));
            return answers.isEmpty() ? accepted() : answers.removeFirst().apply(event);
          },
          () -> new LocalContext("ingest", InstantSource.fixed(NOON)));

  @Test
  void records_arrive_in_order_in_batches_and_once() {
    put("a", "b", "c", "d");

    assertThat(mapping.poll()).isEqualTo(3);
    assertThat(mapping.poll()).isEqualTo(1);
    assertThat(mapping.poll()).isZero();
    assertThat(received).containsExactly("abc", "d");
  }

  @Test
  void the_envelope_is_what_lambda_sends() {
    var seen = new ArrayList<KinesisEventRecord>();
    answers.add(event -> {
      seen.addAll(event.getRecords());
      return accepted();
    });
    put("a");
    mapping.poll();

    KinesisEventRecord record = seen.getFirst();
    String sequenceNumber = record.getKinesis().getSequenceNumber();
    assertThat(record.getEventID()).isEqualTo("shardId-000000000000:" + sequenceNumber);
    assertThat(record.getEventSource()).isEqualTo("aws:kinesis");
    assertThat(record.getEventName()).isEqualTo("aws:kinesis:record");
    assertThat(record.getEventSourceARN()).endsWith(":stream/readings");
    assertThat(record.getKinesis().getPartitionKey()).isEqualTo("pump-7");
    assertThat(record.getKinesis().getApproximateArrivalTimestamp()).isEqualTo(NOON);
  }

  @Test
  void the_functions_own_words_for_a_batch_are_read_from_it() {
    var batches = new ArrayList<StreamBatch>();
    answers.add(event -> {
      batches.add(StreamBatch.of(event));
      return accepted();
    });
    put("a");
    mapping.poll();

    assertThat(batches.getFirst().stream()).isEqualTo("readings");
    assertThat(batches.getFirst().records().getFirst().bytes()).isEqualTo("a".getBytes(UTF_8));
  }

  @Test
  void the_lowest_sequence_number_of_the_answer_is_where_it_resumes() {
    answers.add(event -> failed(id(event, 2), id(event, 1)));
    put("a", "b", "c");

    assertThat(mapping.poll()).isEqualTo(3);
    assertThat(received).containsExactly("abc", "bc");
  }

  @Test
  void an_id_that_the_batch_does_not_hold_fails_all_of_it() {
    answers.add(_ -> failed("unheard-of"));
    answers.add(_ -> failed((String) null));
    put("a", "b");

    mapping.poll();
    assertThat(received).containsExactly("ab", "ab", "ab");
  }

  @Test
  void a_missing_answer_is_success() {
    answers.add(_ -> null);
    answers.add(_ -> new StreamsEventResponse());
    put("a", "b", "c", "d");

    mapping.poll();
    mapping.poll();
    assertThat(received).containsExactly("abc", "d");
  }

  @Test
  void an_exception_brings_the_whole_batch_again() {
    answers.add(_ -> failing());
    put("a", "b");

    assertThat(mapping.poll()).isEqualTo(2);
    assertThat(received).containsExactly("ab", "ab");
  }

  @Test
  void a_batch_that_makes_no_progress_is_given_up_with_what_the_function_threw() {
    for (int i = 0; i < LocalMapping.MAX_TRIES; i++) {
      answers.add(_ -> failing());
    }
    put("a", "b");

    assertThatThrownBy(mapping::poll)
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("readings from shardId-000000000000:495")
        .hasMessageContaining("disk on fire")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(received).containsExactly("ab", "ab", "ab");

    mapping.poll();
    assertThat(received).last().isEqualTo("ab");
  }

  @Test
  void progress_gives_new_tries() {
    answers.add(_ -> failing());
    answers.add(_ -> failing());
    answers.add(event -> failed(id(event, 1)));
    answers.add(_ -> failing());
    answers.add(_ -> failing());
    put("a", "b");

    assertThat(mapping.poll()).isEqualTo(2);
    assertThat(received).containsExactly("ab", "ab", "ab", "b", "b", "b");
  }

  @Test
  void a_handler_that_reads_the_payload_does_not_use_it_up() {
    answers.add(event -> {
      event.getRecords().getFirst().getKinesis().getData().get();
      return failing();
    });
    put("a");

    mapping.poll();
    assertThat(received).containsExactly("a", "a");
  }

  private void put(String... records) {
    for (String record : records) {
      stream.put("pump-7", NOON, record.getBytes(UTF_8));
    }
  }

  private static String text(KinesisEventRecord record) {
    return UTF_8.decode(record.getKinesis().getData().duplicate()).toString();
  }

  private static String id(KinesisEvent event, int index) {
    return event.getRecords().get(index).getKinesis().getSequenceNumber();
  }

  private static StreamsEventResponse accepted() {
    return new StreamsEventResponse(List.of());
  }

  private static StreamsEventResponse failed(@Nullable String... ids) {
    return new StreamsEventResponse(
        Arrays.stream(ids).map(id -> new BatchItemFailure(id)).toList());
  }

  private static StreamsEventResponse failing() {
    throw new IllegalStateException("disk on fire");
  }
}
