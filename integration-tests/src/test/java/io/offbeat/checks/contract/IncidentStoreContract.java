package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Group;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an [IncidentStore] promises.
interface IncidentStoreContract {
  /// The group that most tests are about.
  Group PUMP = Group.device("pump-7");

  /// When nothing is due yet.
  Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  /// The store, empty at first.
  IncidentStore store();

  @Test
  default void a_group_that_never_had_an_incident_has_none() {
    store().save(incident("pump-8"));

    assertThat(store().load(PUMP)).isEmpty();
  }

  @Test
  default void what_was_saved_is_loaded_with_its_version() {
    Incident saved = store().save(incident("Pumpe Süd #7")).orElseThrow();

    assertThat(store().load(Group.device("Pumpe Süd #7"))).contains(saved);
    assertThat(saved.version()).isPositive();
  }

  @Test
  default void a_save_builds_on_the_save_before() {
    Incident first = store().save(incident("pump-7")).orElseThrow();
    Incident second = store().save(first.withOutbox(List.of())).orElseThrow();

    assertThat(store().load(PUMP)).contains(second);
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  default void a_save_over_a_newer_version_is_refused_and_changes_nothing() {
    Incident stale = store().save(incident("pump-7")).orElseThrow();
    Incident newer = store().save(stale).orElseThrow();

    assertThat(store().save(stale.withOutbox(List.of()))).isEmpty();
    assertThat(store().load(PUMP)).contains(newer);
  }

  @Test
  default void a_first_save_where_there_is_an_incident_is_refused() {
    Incident first = store().save(incident("pump-7")).orElseThrow();

    assertThat(store().save(incident("pump-7").withOutbox(List.of()))).isEmpty();
    assertThat(store().load(PUMP)).contains(first);
  }

  @Test
  default void one_of_many_savers_wins() {
    List<Optional<Incident>> saved = Together.run(8, _ -> store().save(incident("pump-7")));

    assertThat(saved).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  default void what_is_due_is_found_soonest_first_and_nothing_else() {
    store().save(due("pump-1", NOON.plusSeconds(60)));
    store().save(due("pump-2", NOON));
    store().save(due("pump-3", NOON.plusSeconds(61)));

    assertThat(store().due(NOON.plusSeconds(60)))
        .containsExactly(Group.device("pump-2"), Group.device("pump-1"));
    assertThat(store().due(NOON.minusSeconds(1))).isEmpty();
  }

  @Test
  default void what_waits_for_nothing_is_never_due() {
    Incident saved = store().save(due("pump-7", NOON)).orElseThrow();
    store().save(saved.dueAt(null));

    assertThat(store().due(NOON.plusSeconds(1_000_000_000))).isEmpty();
  }

  @Test
  default void many_are_due_at_once() {
    for (int i = 0; i < 30; i++) {
      store().save(due("pump-" + i, NOON.plusSeconds(i)));
    }

    assertThat(store().due(NOON.plusSeconds(30))).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  default void what_is_over_is_recorded_under_its_id_once() {
    Incident over = incident("pump-7");
    store().record(over);
    store().record(over);

    assertThat(store().recorded(over.id())).contains(over);
    assertThat(store().recorded("another")).isEmpty();
    assertThat(store().load(PUMP)).isEmpty();
  }

  private static Incident due(String group, Instant at) {
    return incident(group).dueAt(at);
  }

  /// The first incident of a group.
  static Incident incident(String group) {
    return Incident.first(Group.device(group), List.of(Examples.started(group)), NOON);
  }
}
