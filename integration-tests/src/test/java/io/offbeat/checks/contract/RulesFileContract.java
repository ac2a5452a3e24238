package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.RulesFile;
import org.junit.jupiter.api.Test;

/// What a [RulesFile] promises.
interface RulesFileContract {
  /// The file.
  RulesFile file();

  /// Writes a version of it.
  void write(String text);

  @Test
  default void the_version_is_read_byte_for_byte() {
    write("{\"//\": \"é\"}");

    assertThat(file().otherThan("").orElseThrow().bytes())
        .asString(UTF_8)
        .isEqualTo("{\"//\": \"é\"}");
  }

  @Test
  default void a_known_version_is_not_read_again() {
    write("{}");
    String tag = file().otherThan("").orElseThrow().tag();

    assertThat(file().otherThan(tag)).isEmpty();
  }

  @Test
  default void a_new_version_is_read() {
    write("{}");
    String tag = file().otherThan("").orElseThrow().tag();
    write("[]");

    RulesFile.Version version = file().otherThan(tag).orElseThrow();
    assertThat(version.tag()).isNotEqualTo(tag);
    assertThat(version.bytes()).asString(UTF_8).isEqualTo("[]");
  }
}
