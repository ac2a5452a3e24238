package io.offbeat.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivationTest {
  private static final SeriesKey SERIES = new SeriesKey("meter", "energy");
  private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");

  private final Derivation derivation = new Derivation();

  @ParameterizedTest
  @CsvSource({
    "100, 160, 6",
    "100, 100, 0",
    "4294967290, 4, 1",
    "18446744073709500000, 48384, 9958.4"
  })
  void a_counter_is_judged_by_its_rate_over_wraps(double before, double after, double rate) {
    JudgingRules rules = rules("'counter': true");
    derivation.after(at(0, before), rules);

    assertThat(derivation.after(at(10, after), rules))
        .singleElement()
        .satisfies(r -> assertThat(r.value()).isBetween(rate * 0.99, rate * 1.01));
  }

  @Test
  void a_reset_makes_no_rate_and_the_next_reading_does() {
    JudgingRules rules = rules("'counter': true");
    derivation.after(at(0, 5_000), rules);

    assertThat(derivation.after(at(10, 20), rules)).isEmpty();
    assertThat(values(derivation.after(at(20, 40), rules))).containsExactly(2.0);
  }

  @Test
  void a_counter_that_dips_and_recovers_keeps_its_rate_and_was_not_reset() {
    JudgingRules rules = rules("'counter': true");
    derivation.after(at(0, 3_737), rules);

    assertThat(derivation.after(at(2, 0), rules)).isEmpty();
    assertThat(values(derivation.after(at(3, 3_746), rules))).containsExactly(3.0);
    assertThat(derivation.reset()).isEmpty();
    assertThat(values(derivation.after(at(400, 4_937), rules))).containsExactly(3.0);
    assertThat(derivation.reset()).isEmpty();
  }

  @Test
  void a_reset_is_certain_when_five_minutes_later_it_has_not_recovered() {
    JudgingRules rules = rules("'counter': true");
    derivation.after(at(0, 439_534), rules);
    derivation.after(at(60, 718), rules);
    derivation.after(at(300, 958), rules);
    assertThat(derivation.reset()).isEmpty();

    assertThat(values(derivation.after(at(360, 1_018), rules))).containsExactly(1.0);
    assertThat(derivation.reset()).contains(new Derivation.Fall(START, 439_534, 718));
    derivation.after(at(420, 1_078), rules);
    assertThat(derivation.reset()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"count, 3", "sum, 9", "mean, 3", "min, 1", "max, 5", "last, 5"})
  void a_window_is_judged_by_its_aggregate_at_its_end(String aggregate, double expected) {
    JudgingRules rules = rules("'every': '1m', 'aggregate': '%s'".formatted(aggregate));
    derivation.after(at(0, 3), rules);
    derivation.after(at(30, 1), rules);
    derivation.after(at(59, 5), rules);

    assertThat(derivation.after(at(60, 7), rules))
        .singleElement()
        .isEqualTo(new Reading(SERIES, START.plusSeconds(60), expected, ""));
  }

  @Test
  void a_window_of_which_only_the_end_was_seen_is_not_judged() {
    JudgingRules rules = rules("'every': '1m', 'aggregate': 'count'");
    derivation.after(at(50, 1), rules);

    assertThat(derivation.after(at(61, 1), rules)).isEmpty();
    derivation.after(at(80, 1), rules);
    assertThat(values(derivation.after(at(121, 1), rules))).containsExactly(2.0);
  }

  @Test
  void empty_windows_of_a_count_are_zero() {
    JudgingRules rules = rules("'every': '1m', 'aggregate': 'count'");
    derivation.after(at(0, 3), rules);

    assertThat(values(derivation.after(at(240, 3), rules))).containsExactly(1.0, 0.0, 0.0, 0.0);
    assertThat(derivation.after(at(86_400 * 30, 3), rules)).hasSize(Derivation.MOST_EMPTY + 1);
  }

  @Test
  void the_rate_and_the_sum_of_the_largest_numbers_are_numbers() {
    JudgingRules counter = rules("'counter': true");
    derivation.after(at(0, -Double.MAX_VALUE), counter);
    Reading soon = new Reading(SERIES, START.plusNanos(1), Double.MAX_VALUE, "");
    assertThat(values(derivation.after(soon, counter))).containsExactly(Double.MAX_VALUE);

    JudgingRules sum = rules("'every': '1m', 'aggregate': 'sum'");
    derivation.after(at(60, Double.MAX_VALUE), sum);
    derivation.after(at(61, Double.MAX_VALUE), sum);
    assertThat(values(derivation.after(at(120, 1), sum))).containsExactly(Double.MAX_VALUE);
  }

  @Test
  void an_open_window_ends_as_it_was_to_end_when_its_length_grows() {
    JudgingRules minutes = rules("'every': '1m', 'aggregate': 'count'");
    JudgingRules fives = rules("'every': '5m', 'aggregate': 'count'");
    feed(60, 90, minutes);

    assertThat(feed(90, 601, fives)).containsExactly(counted(120, 6), counted(600, 30));
  }

  @Test
  void an_open_window_ends_as_it_was_to_end_when_its_length_shrinks() {
    JudgingRules minutes = rules("'every': '1m', 'aggregate': 'count'");
    feed(0, 100, rules("'every': '5m', 'aggregate': 'count'"));

    assertThat(feed(100, 421, minutes))
        .containsExactly(counted(300, 30), counted(360, 6), counted(420, 6));
  }

  @Test
  void windows_that_are_no_longer_asked_for_are_dropped() {
    JudgingRules minutes = rules("'every': '1m', 'aggregate': 'count'");
    JudgingRules readings = rules("'counter': false");
    feed(0, 30, minutes);
    derivation.after(at(40, 1), readings);

    assertThat(feed(600, 721, minutes)).containsExactly(counted(660, 6), counted(720, 6));
  }

  /// A reading each ten seconds.
  private List<Reading> feed(int from, int to, JudgingRules rules) {
    return IntStream.range(from, to)
        .filter(second -> second % 10 == 0)
        .mapToObj(second -> derivation.after(at(second, 1), rules))
        .flatMap(List::stream)
        .toList();
  }

  private static Reading counted(int second, double count) {
    return at(second, count);
  }

  private static List<Double> values(List<Reading> readings) {
    return readings.stream().map(Reading::value).toList();
  }

  private static Reading at(int second, double value) {
    return new Reading(SERIES, START.plusSeconds(second), value, "");
  }

  private static JudgingRules rules(String options) {
    String file = "{'rules': [{'device': '*', %s}]}".formatted(options);
    return Rules.parse(file.replace('\'', '"').getBytes(UTF_8)).of(SERIES).judging();
  }
}
