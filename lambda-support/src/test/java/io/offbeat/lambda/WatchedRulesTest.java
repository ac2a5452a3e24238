package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedRulesTest {
  private static final SeriesKey SERIES = new SeriesKey("pump-7", "temperature");

  private final List<String> lines = new ArrayList<>();
  private final InMemoryRulesFile file = new InMemoryRulesFile(unit("Cel"));
  private final WatchedRules rules = watch(file);
  private boolean down;
  private Instant now = Instant.parse("2026-11-25T17:00:00Z");

  @Test
  void a_file_is_read_at_first_use() {
    assertThat(unitInForce()).isEqualTo("Cel");
    assertThat(lines).singleElement().asString().contains("\"rules-loaded\":1");
  }

  @Test
  void a_new_version_is_in_force_within_a_minute() {
    unitInForce();
    file.write(unit("K"));
    now = now.plus(Duration.ofSeconds(59));
    assertThat(unitInForce()).isEqualTo("Cel");
    now = now.plus(Duration.ofSeconds(1));
    assertThat(unitInForce()).isEqualTo("K");
  }

  @Test
  void a_bad_version_keeps_the_last_good_one_and_is_counted_at_every_look_with_its_reason() {
    unitInForce();
    lines.clear();
    file.write("{\"rule\": []}");

    for (int minute = 0; minute < 3; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      assertThat(unitInForce()).isEqualTo("Cel");
    }

    assertThat(lines)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"rules-refused\":1", "did you mean"));
  }

  @Test
  void the_next_good_version_ends_it() {
    file.write("nothing");
    assertThat(unitInForce()).isEmpty();
    file.write(unit("K"));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(unitInForce()).isEqualTo("K");
    now = now.plus(Duration.ofMinutes(1));
    unitInForce();

    assertThat(lines.getLast()).contains("\"rules-loaded\":1", "\"rules-refused\":0");
  }

  @Test
  void trouble_on_the_way_keeps_the_last_good_version() {
    WatchedRules watched = watch(this::unlessDown);
    watched.current();
    down = true;
    now = now.plus(Duration.ofMinutes(1));

    assertThat(watched.current().of(SERIES).gate().unit()).isEqualTo("Cel");
    assertThat(lines.getLast()).contains("\"rules-unread\":1", "no way");
  }

  @Test
  void nothing_is_judged_by_no_rules_while_a_file_was_never_read() {
    down = true;

    assertThatThrownBy(watch(this::unlessDown)::current).isInstanceOf(TransientFailure.class);
  }

  @Test
  void settings_that_name_no_file_mean_no_rules() {
    BatchLog log = new BatchLog("dev", "ingest", lines::add);

    assertThat(WatchedRules.of(new Settings(Map.of()), () -> now, log)).isSameAs(RulesSource.NONE);
  }

  private Optional<RulesFile.Version> unlessDown(String tag) {
    if (down) {
      throw new TransientFailure("no way");
    }
    return file.otherThan(tag);
  }

  private WatchedRules watch(RulesFile watched) {
    return new WatchedRules(watched, () -> now, new BatchLog("dev", "ingest", lines::add));
  }

  private String unitInForce() {
    return rules.current().of(SERIES).gate().unit();
  }

  private static String unit(String unit) {
    return "{\"rules\": [{\"device\": \"*\", \"unit\": \"%s\"}]}".formatted(unit);
  }
}
