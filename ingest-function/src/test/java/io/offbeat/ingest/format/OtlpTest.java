package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpTest {
  @Test
  void a_time_or_count_that_cannot_be_read_is_poison_and_no_other_time_or_count() {
    for (String time : List.of("\"\u0663\"", "\"soon\"", "-1", "\"18446744073709551616\"", "[]")) {
      assertThat(gauge("\"asInt\":1,\"timeUnixNano\":" + time))
          .as(time)
          .containsExactly("poison at-unreadable /m line 1");
    }
    assertThat(gauge("\"asInt\":1,\"timeUnixNano\":\"1795626000000000001\""))
        .containsExactly("d | m | 2026-11-25T17:00:00.000000001Z | 1.0 |");
    assertThat(gauge("\"asInt\":1,\"timeUnixNano\":1.795626e18"))
        .containsExactly("d | m | 2026-11-25T17:00:00Z | 1.0 |");
    assertThat(metric("\"histogram\":{\"dataPoints\":[{\"count\":\"many\",\"sum\":1}]}"))
        .startsWith("poison not-a-number /m line 1", "d | m.sum | arrival | 1.0 |");
  }

  @Test
  void a_metric_of_no_kind_that_is_known_is_passed_over_by_name() {
    assertThat(metric("\"heatmap\":{}")).containsExactly("skipped empty /m");
  }

  @Test
  void attributes_that_differ_only_in_a_list_tell_series_apart() {
    String device = field(1, field(1, field(1, hex("device.id")) + field(2, field(1, hex("d")))));
    String points = field(1, point("a")) + field(1, point("b"));
    String metric = field(2, field(1, hex("m")) + field(5, points));

    List<String> told = Told.of(HexFormat.of().parseHex(field(1, device + field(2, metric))));

    assertThat(told).hasSize(2).doesNotHaveDuplicates().allMatch(t -> t.startsWith("d | m{k="));
  }

  /// A point whose attribute `k` is a list of one text.
  private static String point(String text) {
    String list = field(2, field(5, field(1, field(1, hex(text)))));
    return "31" + "0100000000000000" + field(7, field(1, hex("k")) + list);
  }

  private static String field(int number, String hex) {
    return "%02x%02x".formatted(number << 3 | 2, hex.length() / 2) + hex;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static List<String> gauge(String point) {
    return metric("\"gauge\":{\"dataPoints\":[{" + point + "}]}");
  }

  private static List<String> metric(String data) {
    return Told.of(
        """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"device.id","value":{"stringValue":"d"}}]},
         "scopeMetrics":[{"metrics":[{"name":"m",%s}]}]}]}
        """
            .formatted(data)
            .getBytes(UTF_8));
  }
}
