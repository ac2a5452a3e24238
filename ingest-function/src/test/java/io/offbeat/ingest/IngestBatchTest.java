package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestBatchTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00Z");
  private static final int BUCKETS = 4;

  private final InMemoryArchive archive = new InMemoryArchive();
  private final InMemoryBlockForwarder stream = new InMemoryBlockForwarder();
  private final IngestBatch ingestBatch = new IngestBatch(archive, stream, BUCKETS);

  @Test
  void readings_are_forwarded_with_their_source_and_arrival() {
    Ingested ingested =
        process(ingestBatch, "{\"device\":\"d\",\"values\":{\"a\":1,\"b\":2}}", reading("d", "3"));

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(forwarded())
        .extracting(r -> r.reading().value(), AcceptedReading::arrivedAt, AcceptedReading::source)
        .containsExactly(
            tuple(1.0, ARRIVED, source(1, 0)),
            tuple(2.0, ARRIVED, source(1, 1)),
            tuple(3.0, ARRIVED, source(2, 0)));
    balances(ingested, 2, 3);
  }

  @Test
  void an_empty_batch_is_done() {
    Ingested ingested = process(ingestBatch);

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    balances(ingested, 0, 0);
  }

  @Test
  void every_record_is_archived_as_it_came_poison_too() {
    process(ingestBatch, reading("d", "1"), "poison", reading("d", "2"));

    assertThat(archived("raw/"))
        .extracting(a -> new String(a.record().bytes(), UTF_8))
        .containsExactly(reading("d", "1"), "poison", reading("d", "2"));
  }

  @Test
  void poison_is_quarantined_with_all_its_reasons_and_its_siblings_go_on() {
    String mixed = "{\"device\":\"d\",\"values\":{\"a\":1,\"b\":\"x\",\"c\":NaN}}";
    Ingested ingested = process(ingestBatch, reading("d", "1"), mixed, "what");

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(archived("quarantine/"))
        .containsExactly(
            new Archived(
                record(2, mixed),
                List.of(
                    new Breach(Violation.NOT_A_NUMBER, "/values/b", 1),
                    new Breach(Violation.NOT_FINITE, "/values/c", 1))),
            new Archived(
                record(3, "what"), List.of(new Breach(Violation.UNRECOGNISED, "what", 1))));
    assertThat(forwarded()).hasSize(2);
    assertThat(ingested.tally().get(IngestCount.POISON)).isEqualTo(3);
    assertThat(ingested.tally().get(IngestCount.QUARANTINED)).isEqualTo(2);
    balances(ingested, 3, 5);
  }

  @Test
  void a_clock_that_cannot_be_right_gives_way_to_the_arrival_time() {
    List<String> times =
        List.of("\"2026-11-25T17:00:11Z\"", "0", "1e300", "-1e300", "9223372036854775807");
    Ingested ingested =
        process(ingestBatch, times.stream().map(at -> reading("d", "1,\"at\":" + at)).toList());

    assertThat(forwarded()).hasSize(10).allMatch(r -> r.reading().at().equals(ARRIVED));
    assertThat(ingested.tally().get(IngestCount.CLOCK)).isEqualTo(5);
    balances(ingested, 5, 10);
  }

  @Test
  void what_shows_that_a_device_is_faulty_travels_behind_the_records_readings() {
    Rules rules =
        Rules.parse("{\"rules\":[{\"metric\":\"b\",\"sentinels\":[-127]}]}".getBytes(UTF_8));
    String record =
        "{\"device\":\"d\",\"at\":\"2026-11-25T18:00:00Z\",\"values\":{\"a\":1,\"b\":-127}}";

    Ingested ingested =
        process(new IngestBatch(archive, stream, BUCKETS, () -> rules), record + record);

    assertThat(forwarded())
        .extracting(r -> r.reading().series().metric(), r -> r.reading().value(), r -> r.source())
        .containsExactly(
            tuple("a", 1.0, source(1, 0)),
            tuple("a", 1.0, source(1, 2)),
            tuple("offbeat.clock", 3600.0, source(1, 4)),
            tuple("offbeat.sentinel/b", -127.0, source(1, 5)));
    assertThat(ingested.tally().get(IngestCount.REMARK)).isEqualTo(2);
    balances(ingested, 1, 6);
  }

  @Test
  void what_is_too_old_is_archived_and_counted_but_goes_no_further() {
    Ingested ingested =
        process(ingestBatch, reading("d", "1,\"at\":\"2026-11-11T16:59:59Z\""), reading("d", "2"));

    assertThat(forwarded()).extracting(r -> r.reading().value()).containsExactly(2.0);
    assertThat(archived("raw/")).hasSize(2);
    assertThat(archived("quarantine/")).isEmpty();
    assertThat(ingested.tally().get(IngestCount.TOO_OLD)).isEqualTo(1);
    balances(ingested, 2, 2);
  }

  @Test
  void coerced_and_rounded_numbers_are_counted() {
    Ingested ingested =
        process(ingestBatch, reading("d", "\"1\""), reading("d", "9007199254740993"));

    assertThat(ingested.tally().get(IngestCount.COERCED)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.ROUNDED)).isEqualTo(1);
    balances(ingested, 2, 2);
  }

  @Test
  void the_same_batch_makes_the_same_objects_and_blocks() {
    process(ingestBatch, reading("a", "1"), "poison", reading("b", "2"));
    var second = new InMemoryArchive();
    var again = new InMemoryBlockForwarder();
    process(
        new IngestBatch(second, again, BUCKETS), reading("a", "1"), "poison", reading("b", "2"));

    assertThat(again.blocks()).isEqualTo(stream.blocks());
    assertThat(second.objects().keySet()).isEqualTo(archive.objects().keySet());
    second.objects().forEach((k, v) -> assertThat(v).isEqualTo(archive.objects().get(k)));
  }

  @Test
  void nothing_is_forwarded_that_is_not_archived() {
    Archive broken =
        (_, _) -> {
          throw new TransientFailure("archive is away");
        };
    Ingested ingested =
        process(new IngestBatch(broken, stream, BUCKETS), reading("d", "1"), "poison");

    assertThat(stream.blocks()).isEmpty();
    assertThat(retryFrom(ingested)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.UNARCHIVED)).isEqualTo(2);
    assertThat(ingested.tally().get(IngestCount.LEFT)).isEqualTo(2);
    balances(ingested, 2, 2);
  }

  @Test
  void nothing_is_forwarded_while_poison_is_not_quarantined() {
    Archive half =
        (key, object) -> {
          if (key.startsWith("quarantine/")) {
            throw new TransientFailure("quarantine is away");
          }
          archive.keep(key, object);
        };
    Ingested ingested = process(new IngestBatch(half, stream, BUCKETS), reading("d", "1"), "what");

    assertThat(stream.blocks()).isEmpty();
    assertThat(retryFrom(ingested)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.ARCHIVED)).isEqualTo(2);
    balances(ingested, 2, 2);
  }

  @Test
  void a_throttled_bucket_is_tried_again_while_the_others_go_on() {
    List<Integer> offered = new ArrayList<>();
    BlockForwarder throttled =
        blocks -> {
          offered.add(blocks.size());
          return offered.size() <= 3 ? blocks.subList(0, 1) : stream.forward(blocks);
        };
    Ingested ingested = process(new IngestBatch(archive, throttled, BUCKETS), fleet(40));

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(offered).containsExactly(4, 1, 1, 1);
    balances(ingested, 40, 40);
  }

  @Test
  void when_the_time_is_up_the_batch_resumes_at_the_lowest_record_left() {
    BlockForwarder oneBucketOnly =
        blocks -> {
          List<PackedBlock> taken =
              blocks.stream().filter(block -> block.bucket().id() == 2).toList();
          stream.forward(taken);
          return blocks.stream().filter(block -> !taken.contains(block)).toList();
        };
    List<String> fleet = fleet(40);
    Ingested ingested = process(new IngestBatch(archive, oneBucketOnly, BUCKETS), fleet);

    Set<Integer> forwarded = new HashSet<>();
    forwarded().forEach(r -> forwarded.add(r.source().sequenceNumber().intValueExact()));
    int lowest = IntStream.rangeClosed(1, 40).filter(i -> !forwarded.contains(i)).min().orElse(0);
    assertThat(retryFrom(ingested)).isEqualTo(lowest);
    assertThat(ingested.tally().get(IngestCount.FORWARDED)).isEqualTo(forwarded.size());
    assertThat(ingested.tally().get(IngestCount.LEFT)).isEqualTo(40 - forwarded.size());
    balances(ingested, 40, 40);
  }

  @Test
  void a_block_goes_out_only_after_its_predecessor_is_taken() {
    for (long seed = 1; seed <= 5; seed++) {
      var random = new Random(seed);
      List<AcceptedReading> taken = new ArrayList<>();
      BlockForwarder moody =
          blocks -> {
            assertThat(blocks).extracting(PackedBlock::bucket).doesNotHaveDuplicates();
            if (random.nextInt(4) == 0) {
              throw new TransientFailure("throttled");
            }
            List<PackedBlock> refused = blocks.stream().filter(_ -> random.nextBoolean()).toList();
            blocks.stream()
                .filter(block -> !refused.contains(block))
                .forEach(block -> taken.addAll(BlockCodec.decode(block.data()).readings()));
            return refused;
          };
      String many = "[" + (reading("d", "1") + ",").repeat(45_000) + reading("e", "2") + "]";
      Ingested ingested =
          new IngestBatch(archive, moody, 2)
              .process(batch(List.of(many)), patience(Duration.ofHours(1), random));

      assertThat(ingested.outcome()).as("seed %d", seed).isEqualTo(new Completed());
      assertThat(ingested.tally().imbalance()).isZero();
      assertThat(taken.stream().filter(r -> r.reading().series().device().equals("d")))
          .extracting(r -> r.source().ordinal())
          .isSorted()
          .hasSize(45_000);
    }
  }

  @Test
  void a_bug_is_not_caught() {
    BlockForwarder buggy =
        _ -> {
          throw new IllegalStateException("bug");
        };

    assertThatThrownBy(() -> process(new IngestBatch(archive, buggy, BUCKETS), reading("d", "1")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void balances(Ingested ingested, long records, long readings) {
    assertThat(ingested.tally().imbalance()).isZero();
    assertThat(ingested.tally().get(IngestCount.RECORDS)).isEqualTo(records);
    assertThat(ingested.tally().get(IngestCount.READINGS)).isEqualTo(readings);
  }

  private static int retryFrom(Ingested ingested) {
    assertThat(ingested.outcome()).isInstanceOf(RetryFrom.class);
    return ((RetryFrom) ingested.outcome()).first().intValueExact();
  }

  private List<AcceptedReading> forwarded() {
    return stream.blocks().stream()
        .flatMap(block -> BlockCodec.decode(block.data()).readings().stream())
        .toList();
  }

  private List<Archived> archived(String root) {
    return archive.objects().entrySet().stream()
        .filter(object -> object.getKey().startsWith(root))
        .flatMap(object -> ArchiveCodec.decode(object.getValue()).stream())
        .toList();
  }

  private static List<String> fleet(int size) {
    return IntStream.range(0, size).mapToObj(i -> reading("device-" + i, "1")).toList();
  }

  private static String reading(String device, String value) {
    return "{\"device\":\"%s\",\"metric\":\"m\",\"value\":%s}".formatted(device, value);
  }

  private static Ingested process(IngestBatch ingestBatch, String... payloads) {
    return process(ingestBatch, List.of(payloads));
  }

  private static Ingested process(IngestBatch ingestBatch, List<String> payloads) {
    return ingestBatch.process(batch(payloads), patience(Duration.ofSeconds(60), new Random(1)));
  }

  private static StreamBatch batch(List<String> payloads) {
    return new StreamBatch(
        "readings",
        IntStream.range(0, payloads.size()).mapToObj(i -> record(i + 1, payloads.get(i))).toList());
  }

  private static StreamRecord record(int sequenceNumber, String payload) {
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(sequenceNumber),
        "key",
        ARRIVED,
        ByteBuffer.wrap(payload.getBytes(UTF_8)));
  }

  private static SourcePosition source(int sequenceNumber, int ordinal) {
    return new SourcePosition("shardId-000000000000", BigInteger.valueOf(sequenceNumber), ordinal);
  }

  /// Time that passes only by waiting.
  private static Patience patience(Duration time, Random random) {
    return new Patience(
        new Patience.Timer() {
          private Duration remaining = time;

          @Override
          public Duration remaining() {
            return remaining;
          }

          @Override
          public void pause(Duration duration) {
            remaining = remaining.minus(duration);
          }
        },
        random);
  }
}
