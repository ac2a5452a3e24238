package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// An ingest batch with its archive and stream in memory, for tests.
class IngestFixture {
  static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00Z");

  static final int BUCKETS = 4;

  final InMemoryArchive archive = new InMemoryArchive();

  final InMemoryBlockForwarder stream = new InMemoryBlockForwarder();

  final IngestBatch ingestBatch = new IngestBatch(archive, stream, BUCKETS);

  static void balances(Ingested ingested, long records, long readings) {
    assertThat(ingested.tally().imbalance()).isZero();
    assertThat(ingested.tally().get(IngestCount.RECORDS)).isEqualTo(records);
    assertThat(ingested.tally().get(IngestCount.READINGS)).isEqualTo(readings);
  }

  static int retryFrom(Ingested ingested) {
    assertThat(ingested.outcome()).isInstanceOf(RetryFrom.class);
    return ((RetryFrom) ingested.outcome()).first().intValueExact();
  }

  List<AcceptedReading> forwarded() {
    return stream.blocks().stream()
        .flatMap(block -> BlockCodec.decode(block.data()).readings().stream())
        .toList();
  }

  List<Archived> archived(String root) {
    return archive.objects().entrySet().stream()
        .filter(object -> object.getKey().startsWith(root))
        .flatMap(object -> ArchiveCodec.decode(object.getValue()).stream())
        .toList();
  }

  static List<String> fleet(int size) {
    return IntStream.range(0, size).mapToObj(i -> reading("device-" + i, "1")).toList();
  }

  static String reading(String device, String value) {
    return "{\"device\":\"%s\",\"metric\":\"m\",\"value\":%s}".formatted(device, value);
  }

  static Ingested process(IngestBatch ingestBatch, String... payloads) {
    return process(ingestBatch, List.of(payloads));
  }

  static Ingested process(IngestBatch ingestBatch, List<String> payloads) {
    return ingestBatch.process(batch(payloads), patience(Duration.ofSeconds(60), new Random(1)));
  }

  static StreamBatch batch(List<String> payloads) {
    return new StreamBatch(
        "readings",
        IntStream.range(0, payloads.size()).mapToObj(i -> record(i + 1, payloads.get(i))).toList());
  }

  static StreamRecord record(int sequenceNumber, String payload) {
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(sequenceNumber),
        "key",
        ARRIVED,
        ByteBuffer.wrap(payload.getBytes(UTF_8)));
  }

  static SourcePosition source(int sequenceNumber, int ordinal) {
    return new SourcePosition("shardId-000000000000", BigInteger.valueOf(sequenceNumber), ordinal);
  }

  /// Time that passes only by waiting.
  static Patience patience(Duration time, Random random) {
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
