package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ArchiveCodecTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T23:59:59.999Z");

  @Test
  void a_place_that_is_half_a_character_does_not_cost_the_quarantine() {
    String emoji = "\ud83d\ude00";
    for (String metric : List.of("\ud800", "m".repeat(63) + emoji + "m", "\udc00" + emoji)) {
      String json = "{\"device\":\"d\",\"values\":{\"%s\":null}}".formatted(metric);
      String escaped = json.replace("\ud800", "\\ud800").replace("\udc00", "\\udc00");
      var record =
          new StreamRecord(
              "s", BigInteger.ONE, "k", Instant.EPOCH, ByteBuffer.wrap(escaped.getBytes(UTF_8)));
      var poison = (Decoded.Poison) new RecordDecoder().decode(record).getFirst();

      byte[] kept = ArchiveCodec.encode(List.of(new Archived(record, poison.breaches())));

      assertThat(ArchiveCodec.decode(kept).getFirst().breaches()).isEqualTo(poison.breaches());
    }
  }

  @Test
  void what_is_read_back_equals_what_came_byte_for_byte() {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new SplittableRandom(seed);
      List<Archived> records = new ArrayList<>();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        records.add(Archived.of(record(i, random.nextBoolean() ? bytes(random) : text(random))));
      }

      assertThat(ArchiveCodec.decode(ArchiveCodec.encode(records)))
          .as("seed %d", seed)
          .isEqualTo(records);
    }
  }

  @Test
  void text_stays_readable_and_other_bytes_are_base64() throws IOException {
    byte[] object =
        ArchiveCodec.encode(
            List.of(
                Archived.of(record(1, "{\"ü\":\n1}".getBytes(UTF_8))),
                Archived.of(record(2, new byte[] {(byte) 0xff, 0}))));

    assertThat(unzipped(object))
        .isEqualTo(
            """
            {"shard":"shardId-000000000000","sequenceNumber":"1","partitionKey":"k \\"1\\"",\
            "arrivedAt":"2026-11-25T23:59:59.999Z","text":"{\\"ü\\":\\n1}"}
            {"shard":"shardId-000000000000","sequenceNumber":"2","partitionKey":"k \\"2\\"",\
            "arrivedAt":"2026-11-25T23:59:59.999Z","base64":"/wA="}
            """);
  }

  @Test
  void poison_is_kept_with_all_that_it_breaks() throws IOException {
    var poison =
        new Archived(
            record(1, "x".getBytes(UTF_8)),
            List.of(
                new Breach(Violation.NOT_FINITE, "/0/values/a", 3),
                new Breach(Violation.INVALID_UTF_8, "", 4)));
    byte[] object = ArchiveCodec.encode(List.of(poison));

    assertThat(ArchiveCodec.decode(object)).containsExactly(poison);
    assertThat(unzipped(object))
        .endsWith(
            """
            "text":"x","violations":[{"violation":"not-finite","place":"/0/values/a","line":3},\
            {"violation":"invalid-utf-8","place":"","line":4}]}
            """);
  }

  @Test
  void the_same_records_make_the_same_bytes() {
    List<Archived> records = List.of(Archived.of(record(1, new byte[] {1, 2, 3})));

    assertThat(ArchiveCodec.encode(records)).isEqualTo(ArchiveCodec.encode(records));
  }

  @Test
  void a_record_longer_than_any_of_kinesis_is_kept() {
    byte[] payload = new byte[12 << 20];
    Arrays.fill(payload, (byte) 'a');
    List<Archived> records = List.of(Archived.of(record(1, payload)));

    assertThat(ArchiveCodec.decode(ArchiveCodec.encode(records))).isEqualTo(records);
  }

  @Test
  void what_is_no_object_of_the_archive_is_refused() {
    byte[] object = ArchiveCodec.encode(List.of(Archived.of(record(1, new byte[] {1}))));
    for (byte[] broken : List.of(new byte[0], new byte[40], Arrays.copyOf(object, 60))) {
      assertThatThrownBy(() -> ArchiveCodec.decode(broken))
          .isInstanceOf(WireFormatException.class)
          .hasMessageStartingWith("not an object of the archive");
    }
  }

  @Test
  void the_key_depends_on_the_batch_alone() {
    var batch =
        new StreamBatch("readings", List.of(record(7, new byte[0]), record(42, new byte[0])));

    assertThat(ArchiveKey.raw(batch))
        .isEqualTo(
            "raw/dt=2026-11-25/hour=23/readings/shardId-000000000000/"
                + ("0".repeat(59) + "7-")
                + ("0".repeat(58) + "42.ndjson.gz"));
    assertThat(ArchiveKey.quarantine(batch))
        .startsWith("quarantine/dt=2026-11-25/hour=23/readings/shardId-000000000000/0");
  }

  private static StreamRecord record(int sequenceNumber, byte[] payload) {
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(sequenceNumber),
        "k \"" + sequenceNumber + '"',
        ARRIVED,
        ByteBuffer.wrap(payload));
  }

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(SplittableRandom random) {
    return random
        .ints(random.nextInt(100), 0, 0xd800)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .getBytes(UTF_8);
  }

  private static String unzipped(byte[] object) throws IOException {
    return new String(new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes(), UTF_8);
  }
}
