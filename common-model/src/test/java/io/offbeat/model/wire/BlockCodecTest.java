package io.offbeat.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
  private static final BigInteger SEQUENCE =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00.250Z");

  @Test
  void what_is_decoded_equals_what_was_encoded() {
    for (long seed = 1; seed <= 200; seed++) {
      Block block = random(new SplittableRandom(seed));

      assertThat(decode(BlockCodec.encode(block))).as("seed %d", seed).isEqualTo(block);
    }
  }

  @Test
  void values_come_back_to_the_bit() {
    List<AcceptedReading> readings = new ArrayList<>();
    double[] values = {
      0.0,
      -0.0,
      20.4,
      0.1,
      1 / 3.0,
      1e-300,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      0x1p53,
      0x1p53 + 2,
      123456789.12345679,
      -273.15,
      9007199254740991.0,
      1e15,
      0.000000000000001
    };
    for (double value : values) {
      for (String metric : List.of("same", "metric-" + value)) {
        readings.add(reading("pump-7", metric, ARRIVED, value, readings.size()));
      }
    }

    assertThat(decode(BlockCodec.encode(new Block(0, readings))).readings())
        .extracting(r -> Double.doubleToRawLongBits(r.reading().value()))
        .containsExactlyElementsOf(
            readings.stream().map(r -> Double.doubleToRawLongBits(r.reading().value())).toList());
  }

  @Test
  void instants_come_back_to_the_nanosecond() {
    for (String at :
        List.of(
            "2026-11-25T17:00:00Z",
            "2026-11-25T17:00:00.001Z",
            "2026-11-25T17:00:00.000001Z",
            "2026-11-25T17:00:00.000000001Z",
            "1969-12-31T23:59:59.999999999Z",
            "-1000000-01-01T00:00:00Z")) {
      var block = new Block(0, List.of(reading("d", "m", Instant.parse(at), 1, 0)));

      assertThat(decode(BlockCodec.encode(block))).isEqualTo(block);
    }
  }

  @Test
  void the_same_block_makes_the_same_bytes() {
    Block block = random(new SplittableRandom(7));

    assertThat(BlockCodec.encode(block)).isEqualTo(BlockCodec.encode(block));
  }

  @Test
  void the_documented_example_is_what_is_written() throws IOException {
    String page = Files.readString(Path.of("../docs/wire-format.md"));
    byte[] body = BlockCodec.inflate(ByteBuffer.wrap(BlockCodec.encode(example())));

    assertThat(hex(page, "body")).isEqualTo(HexFormat.of().formatHex(body));
    assertThat(decode(HexFormat.of().parseHex(hex(page, "block")))).isEqualTo(example());
  }

  @Test
  void a_block_holds_20000_readings_at_most() {
    List<AcceptedReading> readings = new ArrayList<>();
    for (int i = 0; i < BlockCodec.MAX_READINGS; i++) {
      readings.add(reading("d", "m", ARRIVED, i, i));
    }
    assertThat(decode(BlockCodec.encode(new Block(0, readings))).readings()).isEqualTo(readings);

    readings.add(reading("d", "m", ARRIVED, 1, 20_001));
    assertThatThrownBy(() -> BlockCodec.encode(new Block(0, readings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20001");
  }

  @Test
  void names_that_would_not_come_back_are_refused() {
    for (String unit : List.of("\ud800", "u".repeat(257))) {
      var source = new SourcePosition("s", BigInteger.ONE, 0);
      var reading = new Reading(new SeriesKey("d", "m"), ARRIVED, 1, unit);
      var block = new Block(0, List.of(new AcceptedReading(reading, ARRIVED, source)));

      assertThatThrownBy(() -> BlockCodec.encode(block))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void instants_too_far_apart_for_their_unit_are_refused() {
    var block =
        new Block(
            0,
            List.of(reading("d", "m", Instant.MAX, 1, 0), reading("d", "m", Instant.EPOCH, 1, 1)));

    assertThatThrownBy(() -> BlockCodec.encode(block))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NANOSECOND");
  }

  @Test
  void a_newer_version_or_another_format_is_refused() {
    byte[] bytes = BlockCodec.encode(example());
    bytes[2] = 2;

    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("version 1");
    assertThatThrownBy(() -> decode(new byte[0])).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> decode(new byte[] {'{', '}'})).hasMessageContaining("'OB'");
  }

  @Test
  void every_truncation_is_refused() {
    byte[] bytes = BlockCodec.encode(random(new SplittableRandom(3)));
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer start = ByteBuffer.wrap(bytes, 0, length);

      assertThatThrownBy(() -> BlockCodec.decode(start))
          .as("length %d", length)
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void bytes_after_the_block_are_refused() {
    byte[] bytes = BlockCodec.encode(example());
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

    assertThatThrownBy(() -> decode(longer)).hasMessageContaining("1 bytes follow");
  }

  @Test
  void mutated_bodies_are_decoded_or_refused_with_a_reason() {
    for (long seed = 1; seed <= 4_000; seed++) {
      var random = new SplittableRandom(seed);
      byte[] body = BlockWriter.body(seed % 2 == 0 ? example() : random(random));
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(body, random.nextInt(body.length + 1));

      decodesOrRefuses(seed, block(body));
      decodesOrRefuses(seed, block(cut));
    }
  }

  @Test
  void random_bytes_are_refused_with_a_reason() {
    for (long seed = 1; seed <= 5_000; seed++) {
      var random = new SplittableRandom(seed);
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);

      decodesOrRefuses(seed, block(body));
      decodesOrRefuses(seed, body);
    }
  }

  @Test
  void a_bomb_is_refused_before_it_fills_the_memory() {
    byte[] bomb = block(new byte[BlockCodec.MAX_BODY_BYTES + 1]);

    assertThat(bomb).hasSizeLessThan(64 << 10);
    assertThatThrownBy(() -> decode(bomb)).hasMessageContaining("at most 33554432 bytes");
  }

  @Test
  void a_count_beyond_the_bytes_that_are_there_is_refused() {
    byte[] body = {0, (byte) 0xff, (byte) 0xff, 3};

    assertThatThrownBy(() -> decode(block(body)))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("a count of names, not the end of the body");
  }

  private static void decodesOrRefuses(long seed, byte[] bytes) {
    try {
      Block block = decode(bytes);
      assertThat(decode(BlockCodec.encode(block))).as("seed %d", seed).isEqualTo(block);
    } catch (WireFormatException e) {
      assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).*(expected|not a block: ).*");
    }
  }

  private static Block decode(byte[] bytes) {
    return BlockCodec.decode(ByteBuffer.wrap(bytes));
  }

  /// A block whose body is these bytes.
  private static byte[] block(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {'O', 'B', 1});
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The hexadecimal digits of the page's fenced block of that name.
  private static String hex(String page, String name) {
    Matcher fence = Pattern.compile("```hex " + name + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(fence.find()).as("a fence 'hex %s'", name).isTrue();
    return fence.group(1).replaceAll("#.*", "").replaceAll("\\s", "");
  }

  /// The example of `docs/wire-format.md`.
  private static Block example() {
    var first = new SourcePosition("shardId-000000000000", BigInteger.valueOf(4096), 0);
    var third = new SourcePosition("shardId-000000000000", BigInteger.valueOf(4112), 0);
    Instant at = Instant.parse("2026-11-25T17:00:00Z");
    Instant arrivedAt = at.plusMillis(250);
    var temperature = new SeriesKey("pump-7", "temperature");
    var vibration = new SeriesKey("pump-7", "vibration");
    return new Block(
        31,
        List.of(
            new AcceptedReading(new Reading(temperature, at, 20.4, "Cel"), arrivedAt, first),
            new AcceptedReading(
                new Reading(vibration, at, 1 / 3.0, ""),
                arrivedAt,
                new SourcePosition(first.shard(), first.sequenceNumber(), 1)),
            new AcceptedReading(
                new Reading(temperature, at.plusSeconds(60), 21, "Cel"),
                arrivedAt.plusSeconds(60),
                third)));
  }

  private static AcceptedReading reading(
      String device, String metric, Instant at, double value, int ordinal) {
    return new AcceptedReading(
        new Reading(new SeriesKey(device, metric), at, value, ""),
        ARRIVED,
        new SourcePosition("shardId-000000000000", SEQUENCE, ordinal));
  }

  private static Block random(SplittableRandom random) {
    List<AcceptedReading> readings = new ArrayList<>();
    BigInteger sequence = SEQUENCE;
    Instant arrived = ARRIVED;
    for (int i = random.nextInt(1, 60); i > 0; i--) {
      sequence = sequence.add(BigInteger.valueOf(random.nextLong(1, 1L << random.nextInt(1, 60))));
      arrived = arrived.plusMillis(random.nextInt(-50, 200));
      int shard = random.nextInt(2);
      for (int ordinal = random.nextInt(4); ordinal < 5; ordinal += random.nextInt(1, 3)) {
        readings.add(
            new AcceptedReading(
                new Reading(
                    new SeriesKey("gerät-" + random.nextInt(5), "m" + random.nextInt(3)),
                    arrived.minusNanos(random.nextLong(1L << random.nextInt(1, 40))),
                    random.nextBoolean() ? random.nextInt(1000) / 10.0 : random.nextDouble(),
                    random.nextBoolean() ? "Cel" : ""),
                arrived,
                new SourcePosition("shardId-00000000000" + shard, sequence, ordinal)));
      }
    }
    Collections.reverse(readings.subList(0, readings.size() / 2));
    return new Block(random.nextInt(64), readings);
  }
}
