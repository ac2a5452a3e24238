package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No payload, however broken, costs more than poison.
class HostilePayloadTest {
  /// Of each line; the nightly run has 10,000,000 in all.
  private static final int MUTATIONS = Integer.getInteger("offbeat.mutations", 400);

  /// What a mutation puts into a payload.
  private static final String[] INSERTIONS = {
    "NaN",
    "-Infinity",
    "1e999999999",
    "1e99999999999",
    "1e-999999999",
    "null",
    "\"\"",
    "[]",
    "{}",
    "true",
    "\n",
    "\\",
    "\"",
    ",",
    "=",
    " ",
    "\u0000",
    "99999999999999999999",
    "-9223372036854775808",
    "\ud83d\ude00"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "influx.in",
        "telegraf.in",
        "emf.in",
        "cloudwatch.in",
        "otlp-json.in",
        "senml.in",
        "json.in",
        "kpl.hex",
        "otlp.hex"
      })
  void a_mutated_payload_is_decoded_or_is_poison(String file) {
    for (byte[] line : lines(file)) {
      for (int seed = 0; seed < MUTATIONS; seed++) {
        assertDecoded(mutated(line, new SplittableRandom(seed)), file, seed);
      }
    }
  }

  private static void assertDecoded(byte[] mutated, String file, int seed) {
    assertThat(catchThrowable(() -> Told.of(mutated)))
        .as(() -> "%s, seed %d: %s".formatted(file, seed, new String(mutated, UTF_8)))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"bn\":\"a\",\"bt\":1e999999999,\"n\":\"x\",\"t\":1,\"v\":1}]",
        "[{\"bn\":\"a\",\"bv\":1e-999999999,\"n\":\"x\",\"t\":1,\"v\":1}]",
        "[{\"bn\":\"a\",\"bver\":1e999999999,\"n\":\"x\",\"v\":1}]",
        "{\"name\":\"a\",\"fields\":{\"x\":1},\"timestamp\":NaN}",
        "{\"name\":\"a\",\"fields\":{\"x\":1},\"timestamp\":1e999999999}",
        "{\"device\":\"a\",\"metric\":\"m\",\"at\":1e99999999999,\"value\":1}",
        "{\"deviceId\":\"a\",\"x\":1e99999999999}",
        "{\"deviceId\":\"a\",\"ts\":1e999999999,\"x\":1}",
        "{\"deviceId\":\"a\",\"x\":1e999999999}"
      })
  void a_number_beyond_reckoning_is_poison(String payload) {
    assertThat(Told.of(payload.getBytes(UTF_8))).isNotEmpty().allMatch(s -> s.startsWith("poison"));
  }

  @Test
  void an_exponent_beyond_reckoning_in_a_change_record_is_0_or_poison() {
    String change =
        """
        {"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":
          {"Keys":{"id":{"S":"p-9"}},"NewImage":{"id":{"S":"p-9"},"x":{"N":"4.2e%s9999999999"}}}}
        """;

    assertThat(Told.of(change.formatted("-").getBytes(UTF_8)))
        .containsExactly("p-9 | x | arrival | 0.0 |");
    assertThat(Told.of(change.formatted("").getBytes(UTF_8)))
        .singleElement()
        .asString()
        .startsWith("poison");
  }

  private static byte[] mutated(byte[] line, SplittableRandom random) {
    byte[] bytes = line;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> spliced(bytes, at, at, INSERTIONS[random.nextInt(INSERTIONS.length)]);
            case 1 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(9)), "");
            case 2 -> number(bytes, at, INSERTIONS[random.nextInt(INSERTIONS.length)]);
            default -> flipped(bytes, random);
          };
    }
    return bytes;
  }

  /// The next number gives way to something else.
  private static byte[] number(byte[] bytes, int from, String instead) {
    int begin = from;
    while (begin < bytes.length && !Character.isDigit(bytes[begin])) {
      begin++;
    }
    int end = begin;
    while (end < bytes.length && Character.isDigit(bytes[end])) {
      end++;
    }
    return spliced(bytes, begin, end, instead);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, String between) {
    byte[] middle = between.getBytes(UTF_8);
    byte[] all = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, all, from, middle.length);
    System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
    return all;
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] all = bytes.clone();
    if (all.length > 0) {
      all[random.nextInt(all.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return all;
  }

  private static byte[][] lines(String file) {
    try (InputStream in =
        Objects.requireNonNull(HostilePayloadTest.class.getResourceAsStream("/formats/" + file))) {
      String text = new String(in.readAllBytes(), UTF_8);
      return file.endsWith(".hex")
          ? new byte[][] {HexFormat.of().parseHex(text.strip())}
          : text.lines().map(line -> line.getBytes(UTF_8)).toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
