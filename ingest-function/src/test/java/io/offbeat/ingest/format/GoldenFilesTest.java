package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Payloads written by hand from each format's specification, and what must be found in them.
class GoldenFilesTest {
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
        "unrecognised.hex"
      })
  void what_a_payload_holds_is_found(String file) {
    String text = resource(file);
    byte[] payload =
        file.endsWith(".hex") ? HexFormat.of().parseHex(text.strip()) : text.getBytes(UTF_8);
    List<String> expected = resource(file.replaceFirst("[.].*", ".out")).lines().toList();

    assertThat(Told.of(payload)).containsExactlyElementsOf(expected);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/formats/" + name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
