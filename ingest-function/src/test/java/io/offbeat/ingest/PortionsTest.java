package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.TransientFailure;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A batch of more readings than memory holds goes through in portions, each as a batch does.
class PortionsTest {
  private static final int METRICS = 60_000;

  /// Two portions: the first ends with the record that takes it beyond 100,000 readings.
  private static final StreamBatch BATCH =
      new StreamBatch("readings", List.of(record(1), record(2), record(3)));

  private final InMemoryArchive archive = new InMemoryArchive();
  private final InMemoryBlockForwarder stream = new InMemoryBlockForwarder();

  @Test
  void each_portion_is_an_object_of_the_archive_and_all_of_them_are_forwarded() {
    Ingested ingested = process(archive, stream);

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(archive.objects()).hasSize(2);
    assertThat(records()).containsExactly(1, 2, 3);
    counts(ingested, 3, 3 * METRICS, 0);
  }

  @Test
  void each_hour_of_arrival_is_an_object_where_its_records_are_looked_for() {
    StreamRecord late = record(1);
    StreamRecord next =
        new StreamRecord(
            late.shard(),
            BigInteger.TWO,
            late.partitionKey(),
            Instant.parse("2026-11-25T18:00:00Z"),
            late.data());

    new IngestBatch(archive, stream, 64)
        .process(new StreamBatch("readings", List.of(late, next)), impatience());

    assertThat(archive.objects().keySet())
        .satisfiesExactlyInAnyOrder(
            key -> assertThat(key).startsWith("raw/dt=2026-11-25/hour=17/"),
            key -> assertThat(key).startsWith("raw/dt=2026-11-25/hour=18/"));
    assertThat(records()).containsExactly(1, 2);
  }

  @Test
  void a_portion_that_cannot_be_archived_comes_again_and_none_before_it() {
    Archive once =
        (key, object) -> {
          if (!archive.objects().isEmpty()) {
            throw new TransientFailure("archive is full");
          }
          archive.keep(key, object);
        };
    Ingested ingested = process(once, stream);

    assertThat(retryFrom(ingested)).isEqualTo(3);
    assertThat(records()).containsExactly(1, 2);
    counts(ingested, 2, 2 * METRICS, METRICS);
  }

  @Test
  void when_a_portion_cannot_be_forwarded_none_after_it_is_begun() {
    Ingested ingested = process(archive, blocks -> blocks);

    assertThat(retryFrom(ingested)).isEqualTo(1);
    assertThat(records()).containsExactly(1, 2);
    counts(ingested, 2, 0, 2 * METRICS);
  }

  private static Ingested process(Archive archive, BlockForwarder stream) {
    return new IngestBatch(archive, stream, 64).process(BATCH, impatience());
  }

  private static void counts(Ingested ingested, long archived, long forwarded, long left) {
    assertThat(ingested.tally().imbalance()).isZero();
    assertThat(ingested.tally().get(IngestCount.RECORDS)).isEqualTo(3);
    assertThat(ingested.tally().get(IngestCount.ARCHIVED)).isEqualTo(archived);
    assertThat(ingested.tally().get(IngestCount.FORWARDED)).isEqualTo(forwarded);
    assertThat(ingested.tally().get(IngestCount.LEFT)).isEqualTo(left);
  }

  /// The records that the archive holds.
  private List<Integer> records() {
    return archive.objects().values().stream()
        .flatMap(object -> ArchiveCodec.decode(object).stream())
        .map(archived -> archived.record().sequenceNumber().intValueExact())
        .sorted()
        .toList();
  }

  private static int retryFrom(Ingested ingested) {
    return ((RetryFrom) ingested.outcome()).first().intValueExact();
  }

  private static StreamRecord record(int sequenceNumber) {
    String values =
        IntStream.range(0, METRICS)
            .mapToObj("\"m%d\":1"::formatted)
            .collect(Collectors.joining(",", "{\"device\":\"d\",\"values\":{", "}}"));
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(sequenceNumber),
        "key",
        Instant.parse("2026-11-25T17:00:05Z"),
        ByteBuffer.wrap(values.getBytes(UTF_8)));
  }

  /// No time to try anything twice.
  private static Patience impatience() {
    return new Patience(
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Patience.RESERVE;
          }

          @Override
          public void pause(Duration duration) {
            throw new AssertionError("there is no time");
          }
        },
        new Random(1));
  }
}
