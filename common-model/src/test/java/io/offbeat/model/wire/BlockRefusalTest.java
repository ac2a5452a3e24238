package io.offbeat.model.wire;

import static io.offbeat.model.wire.Blocks.ARRIVED;
import static io.offbeat.model.wire.Blocks.decode;
import static io.offbeat.model.wire.Blocks.example;
import static io.offbeat.model.wire.Blocks.random;
import static io.offbeat.model.wire.Blocks.reading;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/// Bytes that are no block, and blocks that cannot be bytes.
class BlockRefusalTest {
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
}
