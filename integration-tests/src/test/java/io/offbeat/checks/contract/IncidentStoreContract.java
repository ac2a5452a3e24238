package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an [IncidentStore] promises.
interface IncidentStoreContract {
  /// The store, empty at first.
  IncidentStore store();

  @Test
  default void a_group_that_never_had_an_incident_has_none() {
    store().save(incident("pump-8"));

    assertThat(store().load("pump-7")).isEmpty();
  }

  @Test
  default void what_was_saved_is_loaded_with_its_version() {
    Incident saved = store().save(incident("Pumpe Süd #7")).orElseThrow();

    assertThat(store().load("Pumpe Süd #7")).contains(saved);
    assertThat(saved.version()).isPositive();
  }

  @Test
  default void a_save_builds_on_the_save_before() {
    Incident first = store().save(incident("pump-7")).orElseThrow();
    Incident second = store().save(first.withOutbox(List.of())).orElseThrow();

    assertThat(store().load("pump-7")).contains(second);
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  default void a_save_over_a_newer_version_is_refused_and_changes_nothing() {
    Incident stale = store().save(incident("pump-7")).orElseThrow();
    Incident newer = store().save(stale).orElseThrow();

    assertThat(store().save(stale.withOutbox(List.of()))).isEmpty();
    assertThat(store().load("pump-7")).contains(newer);
  }

  @Test
  default void a_first_save_where_there_is_an_incident_is_refused() {
    Incident first = store().save(incident("pump-7")).orElseThrow();

    assertThat(store().save(incident("pump-7").withOutbox(List.of()))).isEmpty();
    assertThat(store().load("pump-7")).contains(first);
  }

  @Test
  default void one_of_many_savers_wins() {
    List<Optional<Incident>> saved = Together.run(8, _ -> store().save(incident("pump-7")));

    assertThat(saved).filteredOn(Optional::isPresent).hasSize(1);
  }

  /// The first incident of a group.
  static Incident incident(String group) {
    return Incident.first(Examples.started(group));
  }
}
