package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings settings =
      new Settings(
          Map.of(
              "NAME", "pump",
              "BLANK", " ",
              "NUMBER", "12",
              "OFFBEAT_AWS_ENDPOINT", "http://localhost:4566"));

  @Test
  void what_is_set_is_read() {
    assertThat(settings.text("NAME")).isEqualTo("pump");
    assertThat(settings.text("NAME", "fan")).isEqualTo("pump");
    assertThat(settings.integer("NUMBER", 64)).isEqualTo(12);
    assertThat(settings.awsEndpoint()).contains(URI.create("http://localhost:4566"));
  }

  @Test
  void what_is_not_set_or_blank_has_its_default() {
    assertThat(settings.text("BLANK", "fan")).isEqualTo("fan");
    assertThat(settings.integer("OTHER", 64)).isEqualTo(64);
    assertThat(new Settings(Map.of()).awsEndpoint()).isEmpty();
  }

  @Test
  void what_must_be_set_and_is_not_is_named() {
    assertThatThrownBy(() -> settings.text("BLANK"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("environment variable BLANK is not set");
  }

  @Test
  void what_must_be_a_number_and_is_not_is_told() {
    assertThatThrownBy(() -> settings.integer("NAME", 64))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("environment variable NAME must be a whole number: 'pump'");
  }
}
