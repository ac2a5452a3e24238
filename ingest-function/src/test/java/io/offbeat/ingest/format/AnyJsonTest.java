package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnyJsonTest {
  @Test
  void vectors_metrics_with_other_tags_are_other_series() {
    String metric =
        """
        {"metric":{"name":"requests","namespace":"web","kind":"incremental","interval_ms":1000,
         "counter":{"value":1.0},"tags":{%s}}}
        """;

    assertThat(told(metric.formatted("\"host\":\"h1\",\"path\":\"/a\",\"zone\":\"z\"")))
        .containsExactly("h1 | web.requests.counter.value{path=/a,zone=z} | arrival | 1.0 |");
    assertThat(told(metric.formatted("\"host\":\"h1\",\"path\":[\"/a\",\"/b\"]")))
        .containsExactly("h1 | web.requests.counter.value{path=[\"/a\",\"/b\"]} | arrival | 1.0 |");
    assertThat(told(metric.formatted("\"path\":\"/a\"")))
        .containsExactly("path=/a | web.requests.counter.value | arrival | 1.0 |");
  }

  @Test
  void a_metric_that_vector_made_a_log_keeps_its_name_and_tags() {
    assertThat(
            told(
                """
                {"name":"used","kind":"absolute","gauge":{"value":2.5},"tags":{"host":"h1","disk":"a"},"timestamp":"2026-11-25T17:00:00Z"}
                """))
        .containsExactly("h1 | used.gauge.value{disk=a} | 2026-11-25T17:00:00Z | 2.5 |");
  }

  @Test
  void numbers_are_read_as_they_are_written() {
    assertThat(
            told(
                """
                {"deviceId":"d","a":-0.0,"b":9007199254740993,"c":1e400,"d":123456789012345678901234567890,"e":NaN,"f":-1e-999,"g":0.1}
                """))
        .containsExactly(
            "d | a | arrival | 0.0 |",
            "d | b | arrival | 9.007199254740992E15 | rounded",
            "poison not-finite /c line 1",
            "d | d | arrival | 1.2345678901234568E29 | rounded",
            "poison not-finite /e line 1",
            "d | f | arrival | 0.0 |",
            "d | g | arrival | 0.1 |");
  }

  @Test
  void a_text_in_json_that_goes_on_after_its_end_is_not_entered() {
    assertThat(JsonTrees.tree("{\"a\":1}")).isPresent();
    assertThat(JsonTrees.tree("{\"a\":1} and more")).isEmpty();
  }

  @Test
  void arrays_of_other_things_too_are_recognised_by_their_objects() {
    assertThat(told("[null,{\"deviceId\":\"d\",\"n\":3},\"x\"]"))
        .containsExactly(
            "poison unrecognised /0 line 1",
            "d | n | arrival | 3.0 |",
            "poison unrecognised /2 line 1");
  }

  private static List<String> told(String json) {
    return Told.of(json.getBytes(UTF_8));
  }
}
