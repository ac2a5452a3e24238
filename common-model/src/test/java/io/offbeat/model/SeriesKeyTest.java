package io.offbeat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
  @Test
  void names_are_counted_in_bytes_of_utf_8() {
    assertThat(new SeriesKey("ü".repeat(128), "m").device()).hasSize(128);
    assertThatThrownBy(() -> new SeriesKey("ü".repeat(128) + "x", "m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device must be 1 to 256 bytes long");
  }

  @Test
  void an_empty_name_is_refused() {
    assertThatThrownBy(() -> new SeriesKey("d", "")).hasMessageContaining("metric must be");
  }

  @Test
  void a_control_character_is_refused() {
    assertThatThrownBy(() -> new SeriesKey("a\nb", "m")).hasMessageContaining("control character");
    assertThatThrownBy(() -> new SeriesKey("d", "a\u0085b"))
        .hasMessageContaining("control character");
  }

  @Test
  void what_sns_and_sqs_cannot_carry_is_refused() {
    for (String name : List.of("a\ud800b", "\udc00", "a\ufffe", "\uffff")) {
      assertThatThrownBy(() -> new SeriesKey(name, "m"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new SeriesKey("\ud83d\ude00", "\ufffd").device()).isEqualTo("😀");
  }

  @Test
  void series_are_ordered_by_device_then_metric() {
    var first = new SeriesKey("a", "z");
    var second = new SeriesKey("b", "a");

    assertThat(first).isLessThan(second).isLessThan(new SeriesKey("a", "zz"));
    assertThat(second).hasToString("b a");
  }
}
