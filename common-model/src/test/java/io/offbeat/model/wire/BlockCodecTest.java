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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
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

  /// The hexadecimal digits of the page's fenced block of that name.
  private static String hex(String page, String name) {
    Matcher fence = Pattern.compile("```hex " + name + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(fence.find()).as("a fence 'hex %s'", name).isTrue();
    return fence.group(1).replaceAll("#.*", "").replaceAll("\\s", "");
  }
}
