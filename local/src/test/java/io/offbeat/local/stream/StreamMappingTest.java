package io.offbeat.local.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.local.stream.LambdaFunction.Result;
import io.offbeat.local.stream.StreamMapping.GivenUp;
import io.offbeat.local.stream.StreamMapping.Outside;
import io.offbeat.local.stream.StreamMapping.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule as AWS documents it: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
/// and the pages beside it. Records are named by their payload; a batch is written as its names.
class StreamMappingTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Settings SIMPLE =
      new Settings(100, Duration.ZERO, false, true, -1, null, false, true, 1);

  private final ShardedStream stream = new ShardedStream("readings", 1, START);
  private final List<String> invoked = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();
  private Instant now = START;

  /// What the function answers to a batch; null throws.
  private Function<String, @Nullable Answer> code = _ -> new Answer(List.of());

  /// @param failures names of the records that failed; null: no list at all
  private record Answer(@Nullable List<String> failures) {}

  private StreamMapping mapping(Settings settings) {
    return mapping(
        settings,
        LambdaFunction.here(
            (event, _) -> answer(event), () -> new LocalContext("test", () -> now)));
  }

  private StreamMapping mapping(
      Settings settings, LambdaFunction<KinesisEvent, StreamsEventResponse> function) {
    return new StreamMapping(
        stream, settings, function, new Outside(() -> now, _ -> {}, this::givenUp));
  }

  private StreamsEventResponse answer(KinesisEvent event) {
    List<KinesisEvent.Record> records =
        event.getRecords().stream().map(KinesisEvent.KinesisEventRecord::getKinesis).toList();
    String batch = records.stream().map(r -> name(r)).collect(Collectors.joining());
    invoked.add(batch);
    Answer answer = code.apply(batch);
    if (answer == null) {
      throw new IllegalStateException("a bug");
    }
    if (answer.failures() == null) {
      return new StreamsEventResponse();
    }
    return new StreamsEventResponse(
        answer.failures().stream()
            .map(name ->
                records.stream()
                    .filter(r -> name(r).equals(name))
                    .findFirst()
                    .map(KinesisEvent.Record::getSequenceNumber)
                    .orElse(name.equals("null") ? null : name))
            .map(BatchItemFailure::new)
            .toList());
  }

  private static String name(KinesisEvent.Record record) {
    return UTF_8.decode(record.getData().duplicate()).toString();
  }

  private void givenUp(GivenUp lost) {
    givenUp.add(
        lost.records().stream().map(r -> new String(r.bytes(), UTF_8)).collect(Collectors.joining())
            + " %s %d".formatted(lost.condition(), lost.tries()));
  }

  private void put(String names) {
    put("key", names);
  }

  private void put(String key, String names) {
    names
        .chars()
        .mapToObj(Character::toString)
        .forEach(name -> stream.put(key, now, name.getBytes(UTF_8)));
  }

  /// Looks now, and after each of so many seconds.
  private void run(StreamMapping mapping, int seconds) {
    Instant end = now.plusSeconds(seconds);
    mapping.poll();
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      mapping.poll();
    }
  }

  @Test
  void a_batch_is_what_is_there_at_most_its_size() {
    put("abcde");
    run(mapping(new Settings(2, Duration.ZERO, false, true, -1, null, false, true, 1)), 9);

    assertThat(invoked).containsExactly("ab", "cd", "e");
  }

  @Test
  void a_window_waits_for_more_until_it_is_over_or_the_batch_full() {
    var windowed = new Settings(3, Duration.ofSeconds(5), false, true, -1, null, false, true, 1);
    StreamMapping mapping = mapping(windowed);
    put("ab");
    run(mapping, 4);
    assertThat(invoked).isEmpty();

    run(mapping, 2);
    assertThat(invoked).containsExactly("ab");

    put("cde");
    run(mapping, 1);
    assertThat(invoked).containsExactly("ab", "cde");
  }

  @Test
  void an_event_holds_six_megabytes_with_its_envelopes() {
    byte[] data = new byte[100];
    IntStream.range(0, 10_000).forEach(_ -> stream.put("key", now, data));
    run(mapping(new Settings(10_000, Duration.ZERO, false, true, -1, null, false, true, 1)), 9);

    assertThat(invoked).extracting(batch -> batch.length() / 100).containsExactly(9_265, 735);
  }

  @Test
  void the_lowest_record_that_an_answer_names_is_where_to_resume() {
    code = batch -> new Answer(invoked.size() == 1 ? List.of("d", "b") : List.of());
    put("abcde");
    run(mapping(SIMPLE), 9);

    assertThat(invoked).containsExactly("abcde", "bcde");
  }

  @Test
  void no_list_is_success() {
    code = _ -> new Answer(null);
    put("ab");
    run(mapping(SIMPLE), 9);

    assertThat(invoked).containsExactly("ab");
  }

  @ParameterizedTest
  @CsvSource({"''", "null", "nonsense"})
  void an_empty_null_or_unknown_id_fails_the_whole_batch(String id) {
    code = _ -> new Answer(invoked.size() == 1 ? List.of(id) : List.of());
    put("ab");
    run(mapping(SIMPLE), 9);

    assertThat(invoked).containsExactly("ab", "ab");
  }

  @Test
  void without_partial_responses_the_answer_is_not_read() {
    code = _ -> new Answer(List.of("a"));
    put("ab");
    run(mapping(new Settings(100, Duration.ZERO, false, false, -1, null, false, true, 1)), 9);

    assertThat(invoked).containsExactly("ab");
  }

  /// Two independent emulators agree on this trace.
  @Test
  void bisecting_finds_the_poison_and_gives_it_up_alone() {
    code = batch -> batch.contains("b") ? null : new Answer(List.of());
    put("abcd");
    run(mapping(new Settings(100, Duration.ZERO, true, true, 0, null, false, false, 1)), 20);

    assertThat(invoked).containsExactly("abcd", "ab", "a", "b", "cd");
    assertThat(givenUp).containsExactly("b RETRY_ATTEMPTS_EXHAUSTED 1");
  }

  @Test
  void tries_after_the_first_are_counted() {
    code = _ -> null;
    put("abc");
    run(mapping(new Settings(100, Duration.ZERO, false, true, 2, null, false, false, 1)), 20);

    assertThat(invoked).containsExactly("abc", "abc", "abc");
    assertThat(givenUp).containsExactly("abc RETRY_ATTEMPTS_EXHAUSTED 3");
  }

  @Test
  void the_shard_goes_on_after_what_was_given_up() {
    code = batch -> batch.contains("a") ? null : new Answer(List.of());
    put("a");
    StreamMapping mapping =
        mapping(new Settings(1, Duration.ZERO, false, true, 0, null, false, false, 1));
    put("b");
    run(mapping, 9);

    assertThat(invoked).containsExactly("a", "b");
    assertThat(mapping.backlog()).isZero();
  }

  /// AWS does not say whether an answer that shows progress begins the count anew.
  @ParameterizedTest
  @CsvSource({"true, abc bc c, ''", "false, abc bc, c RETRY_ATTEMPTS_EXHAUSTED 2"})
  void progress_may_begin_the_count_of_tries_anew(boolean resets, String batches, String expected) {
    code = batch -> new Answer(batch.length() > 1 ? List.of(batch.substring(1, 2)) : List.of());
    put("abc");
    run(mapping(new Settings(100, Duration.ZERO, false, true, 1, null, resets, false, 1)), 9);

    assertThat(String.join(" ", invoked)).isEqualTo(batches);
    assertThat(String.join(" ", givenUp)).isEqualTo(expected);
  }

  @Test
  void what_is_too_old_is_given_up_without_a_call() {
    var aged =
        new Settings(100, Duration.ZERO, false, true, -1, Duration.ofSeconds(60), false, true, 1);
    put("ab");
    now = START.plusSeconds(90);
    put("c");
    run(mapping(aged), 2);

    assertThat(givenUp).containsExactly("ab RECORD_AGE_EXCEEDED 0");
    assertThat(invoked).containsExactly("c");
  }

  /// https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
  @Test
  void what_the_stream_no_longer_keeps_is_lost_and_given_up_to_nobody() {
    put("ab");
    code = batch -> batch.equals("c") ? new Answer(List.of()) : null;
    StreamMapping mapping = mapping(reading(Instant.MIN, Duration.ofSeconds(60)));
    run(mapping, 5);
    assertThat(invoked).isNotEmpty().allMatch("ab"::equals);
    invoked.clear();

    now = START.plusSeconds(90);
    put("c");
    run(mapping, 9);

    assertThat(invoked).containsExactly("c");
    assertThat(givenUp).isEmpty();
    assertThat(mapping.backlog()).isZero();
  }

  /// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
  @ParameterizedTest
  @CsvSource({"0, abc", "5, c", "6, ''"})
  void it_reads_from_its_starting_position_on(int from, String expected) {
    put("ab");
    now = START.plusSeconds(5);
    put("c");
    StreamMapping mapping = mapping(reading(START.plusSeconds(from), null));
    run(mapping, 2);
    mapping.restart();
    run(mapping, 2);

    assertThat(String.join("", invoked)).isEqualTo(expected);
    assertThat(mapping.backlog()).isZero();
  }

  private static Settings reading(Instant from, @Nullable Duration retention) {
    return new Settings(100, Duration.ZERO, false, true, -1, null, false, true, 1, from, retention);
  }

  @Test
  void a_throttled_invocation_waits_and_costs_no_try() {
    var throttles = new ArrayList<>(List.of(1, 2, 3));
    put("a");
    run(
        mapping(
            new Settings(100, Duration.ZERO, false, true, 0, null, false, true, 1),
            (event, done) ->
                done.accept(
                    throttles.isEmpty()
                        ? new Result.Answered<>(answer(event))
                        : throttled(throttles))),
        9);

    assertThat(invoked).containsExactly("a");
    assertThat(givenUp).isEmpty();
    assertThat(throttles).isEmpty();
  }

  private static Result<StreamsEventResponse> throttled(List<Integer> throttles) {
    throttles.removeFirst();
    return new Result.Throttled<>();
  }

  @Test
  void a_child_waits_for_all_of_its_parents() {
    put("ab");
    stream.split(0);
    put("c");
    stream.merge(0);
    put("d");
    code = batch -> batch.equals("c") && invoked.size() < 4 ? null : new Answer(List.of());
    run(mapping(SIMPLE), 20);

    assertThat(invoked).startsWith("ab", "c").endsWith("c", "d").doesNotContain("cd");
  }

  @Test
  void with_lanes_each_partition_key_has_its_own_order() {
    code = batch -> batch.contains("a") && invoked.size() < 3 ? null : new Answer(List.of());
    StreamMapping mapping =
        mapping(new Settings(1, Duration.ZERO, false, true, -1, null, false, false, 2));
    put("0", "ab");
    put("1", "xyz");
    run(mapping, 9);

    assertThat(invoked).containsExactlyInAnyOrder("a", "a", "b", "x", "y", "z");
    assertThat(String.join("", invoked).replaceAll("[xyz]", "")).isEqualTo("aab");
    assertThat(String.join("", invoked).replaceAll("[ab]", "")).isEqualTo("xyz");
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void a_lane_s_checkpoint_waits_for_the_other() {
    code = batch -> batch.contains("a") ? null : new Answer(List.of());
    StreamMapping mapping =
        mapping(new Settings(9, Duration.ZERO, false, true, -1, null, false, false, 2));
    put("0", "a");
    put("1", "xy");
    run(mapping, 3);
    assertThat(mapping.backlog()).isEqualTo(3);

    code = _ -> new Answer(List.of());
    invoked.clear();
    mapping.restart();
    run(mapping, 3);

    assertThat(invoked).containsExactlyInAnyOrder("a", "xy");
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void a_grandchild_waits_though_its_parent_never_had_a_record() {
    put("a");
    stream.split(0);
    stream.merge(0);
    put("b");
    code = batch -> batch.equals("a") && invoked.size() < 3 ? null : new Answer(List.of());
    run(mapping(SIMPLE), 20);

    assertThat(invoked).containsExactly("a", "a", "a", "b");
  }

  /// Each round doubles the lines of descent.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_shard_with_many_generations_before_it_is_read() {
    for (int i = 0; i < 32; i++) {
      stream.split(0);
      stream.merge(0);
    }
    put("a");
    run(mapping(SIMPLE), 0);

    assertThat(invoked).containsExactly("a");
  }

  @Test
  void a_mapping_that_starts_over_reads_again_from_its_checkpoint() {
    var underWay = new ArrayList<Runnable>();
    StreamMapping mapping =
        mapping(
            new Settings(2, Duration.ZERO, false, true, -1, null, false, true, 1),
            (event, done) -> underWay.add(() -> done.accept(new Result.Answered<>(answer(event)))));
    put("abcd");
    for (int i = 0; i < 5; i++) {
      mapping.poll();
      if (i == 0) {
        mapping.restart();
      } else {
        underWay.forEach(Runnable::run);
        underWay.clear();
      }
    }

    assertThat(invoked).containsExactly("ab", "ab", "cd");
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void what_is_done_with_may_be_forgotten_and_no_more() {
    code = batch -> new Answer(batch.equals("abc") ? List.of("c") : List.of());
    StreamMapping mapping =
        mapping(new Settings(3, Duration.ZERO, false, true, -1, null, false, true, 1));
    put("abcd");
    mapping.poll();
    mapping.forget();
    assertThat(mapping.unfinished()).hasSize(2).hasSameElementsAs(stream.all());

    mapping.restart();
    run(mapping, 9);
    mapping.forget();

    assertThat(invoked).containsExactly("abc", "cd");
    assertThat(stream.all()).isEmpty();
    put("e");
    stream.split(0);
    put("f");
    run(mapping, 9);
    assertThat(invoked).containsExactly("abc", "cd", "e", "f");
  }

  @Test
  void who_is_told_of_records_given_up_may_keep_them() {
    code = _ -> null;
    StreamMapping mapping =
        new StreamMapping(
            stream,
            new Settings(100, Duration.ZERO, false, true, 2, null, true, false, 1),
            LambdaFunction.here(
                (event, _) -> answer(event), () -> new LocalContext("test", () -> now)),
            new Outside(
                () -> now,
                _ -> {},
                lost -> {
                  throw new DeliveryFailure("tried %d times".formatted(lost.tries()), lost.error());
                }));
    put("ab");

    assertThatThrownBy(() -> run(mapping, 9))
        .isInstanceOf(DeliveryFailure.class)
        .hasMessage("tried 3 times: java.lang.IllegalStateException: a bug")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(mapping.backlog()).isEqualTo(2);
    assertThat(invoked).containsExactly("ab", "ab", "ab");

    code = _ -> new Answer(List.of());
    mapping.poll();
    assertThat(mapping.backlog()).isZero();
  }

  @Test
  void the_envelope_is_what_lambda_sends() {
    var seen = new ArrayList<KinesisEvent>();
    put("pump-7", "a");
    mapping(SIMPLE, (event, _) -> seen.add(event)).poll();

    KinesisEvent.KinesisEventRecord record = seen.getFirst().getRecords().getFirst();
    String sequenceNumber = record.getKinesis().getSequenceNumber();
    assertThat(record.getEventID()).isEqualTo("shardId-000000000000:" + sequenceNumber);
    assertThat(record.getEventSource()).isEqualTo("aws:kinesis");
    assertThat(record.getEventName()).isEqualTo("aws:kinesis:record");
    assertThat(record.getEventSourceARN()).endsWith(":stream/readings");
    assertThat(record.getKinesis().getPartitionKey()).isEqualTo("pump-7");
    assertThat(record.getKinesis().getApproximateArrivalTimestamp()).isEqualTo(START);
    StreamBatch batch = StreamBatch.of(seen.getFirst());
    assertThat(batch.stream()).isEqualTo("readings");
    assertThat(batch.records().getFirst().bytes()).isEqualTo("a".getBytes(UTF_8));
  }

  @Test
  void a_handler_that_reads_the_payload_does_not_use_it_up() {
    StreamMapping mapping =
        mapping(
            SIMPLE,
            (event, done) -> {
              done.accept(
                  new Result.Answered<>(
                      new StreamsEventResponse(
                          invoked.isEmpty() ? List.of(new BatchItemFailure("")) : List.of())));
              invoked.add(
                  UTF_8.decode(event.getRecords().getFirst().getKinesis().getData()).toString());
            });
    put("a");
    run(mapping, 9);

    assertThat(invoked).containsExactly("a", "a");
  }

  @Test
  void between_tries_it_waits_longer_and_longer() {
    var at = new ArrayList<Long>();
    code =
        _ -> {
          at.add(Duration.between(START, now).toSeconds());
          return null;
        };
    put("a");
    run(mapping(SIMPLE), 100);

    assertThat(at).startsWith(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L);
  }
}
