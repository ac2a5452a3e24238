package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Storm;
import io.offbeat.alert.Storm.Held;
import io.offbeat.alert.StormStore;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a [StormStore] promises.
interface StormStoreContract {
  /// When all happens.
  Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  /// The store, empty at first.
  StormStore store();

  @Test
  default void nothing_is_known_at_first() {
    assertThat(store().load()).isEqualTo(Storm.NONE);
  }

  @Test
  default void what_was_saved_is_loaded_with_its_version() {
    Storm saved = store().save(storm(0)).orElseThrow();

    assertThat(store().load()).isEqualTo(saved);
    assertThat(saved.version()).isPositive();
  }

  @Test
  default void a_save_builds_on_the_save_before() {
    Storm first = store().save(storm(0)).orElseThrow();
    Storm second = store().save(storm(first.version())).orElseThrow();

    assertThat(store().load()).isEqualTo(second);
  }

  @Test
  default void a_save_over_a_newer_version_is_refused_and_changes_nothing() {
    Storm first = store().save(storm(0)).orElseThrow();
    Storm second = store().save(storm(first.version())).orElseThrow();

    assertThat(store().save(storm(first.version()))).isEmpty();
    assertThat(store().save(storm(0))).isEmpty();
    assertThat(store().load()).isEqualTo(second);
  }

  private static Storm storm(long version) {
    var alert = AlertPublisherContract.alert("Pumpe Süd #7", "text");
    return new Storm(
        version,
        new TreeMap<>(Map.of(alert.id(), NOON)),
        new TreeMap<>(Map.of(alert.incident(), new Held(alert, true, false))),
        NOON,
        2,
        NOON,
        true);
  }
}
