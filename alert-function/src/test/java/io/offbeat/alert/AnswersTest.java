package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.minute;
import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Watch watch = new Watch();
  private final Answers answers = new Answers(watch.store, watch::now);

  private Incident open(String device) {
    watch.tell(0, spike(device, "temperature", 0).started(99, Severity.CRITICAL));
    watch.passTo(1);
    return watch.incident(device).orElseThrow();
  }

  @Test
  void what_people_were_told_of_is_listed_worst_first() {
    watch.tell(
        0,
        spike("fan-1", "current", 0).started(),
        spike("fan-2", "current", 0).started(99, Severity.CRITICAL),
        spike("fan-3", "current", 0).started(80, Severity.LOW));
    assertThat(answers.open()).isEmpty();

    watch.passTo(1);

    assertThat(answers.open())
        .extracting(incident -> incident.group().name())
        .containsExactly("fan-2", "fan-1");
  }

  @Test
  void an_incident_is_found_by_the_beginning_of_its_id_and_by_no_other() {
    Incident incident = open("pump-7");

    assertThat(answers.find(incident.id().substring(0, 6))).contains(incident);
    assertThat(answers.find("no such id")).isEmpty();
  }

  @Test
  void a_beginning_that_several_ids_have_finds_none() {
    watch.tell(0, spike("fan-1", "current", 0).started(), spike("fan-2", "current", 0).started());
    watch.passTo(1);

    assertThat(answers.find("")).isEmpty();
  }

  @Test
  void nobody_is_reminded_of_what_somebody_looks_after() {
    answers.acknowledge(open("pump-7"), "Ada");

    watch.passTo(600);

    assertThat(watch.changes()).containsExactly(Alert.Change.OPENED);
  }

  @Test
  void nobody_is_told_of_the_end_of_what_was_closed_and_a_record_stays() {
    Incident incident = open("pump-7");
    answers.close(incident, "Ada");

    watch.tell(5, spike("pump-7", "temperature", 0).ended(5));
    watch.passTo(600);

    assertThat(watch.changes()).containsExactly(Alert.Change.OPENED);
    assertThat(answers.open()).isEmpty();
    assertThat(watch.store.recorded(incident.id())).isPresent();
  }

  @Test
  void what_starts_after_a_closed_incident_has_ended_is_told() {
    answers.close(open("pump-7"), "Ada");
    watch.tell(5, spike("pump-7", "temperature", 0).ended(5));

    watch.tell(60, spike("pump-7", "temperature", 60).started());
    watch.passTo(61);

    assertThat(watch.changes()).containsExactly(Alert.Change.OPENED, Alert.Change.OPENED);
  }

  @Test
  void an_answer_that_loses_a_race_builds_on_what_the_winner_saved() {
    Incident incident = open("pump-7");
    var answersInARace = new Answers(raced(1), watch::now);

    Incident closed = answersInARace.close(incident, "Ada").orElseThrow();

    assertThat(closed.facts().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(closed.facts().newestAt()).isEqualTo(minute(2));
    assertThat(closed.isResolved()).isTrue();
  }

  @Test
  void an_answer_that_loses_every_race_says_so() {
    Incident incident = open("pump-7");
    var answersInARace = new Answers(raced(Integer.MAX_VALUE), watch::now);

    assertThatThrownBy(() -> answersInARace.acknowledge(incident, "Ada"))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("changes too fast");
  }

  @Test
  void an_answer_to_what_is_over_by_now_changes_nothing() {
    Incident incident = open("pump-7");
    watch.tell(5, spike("pump-7", "temperature", 0).ended(5));
    watch.passTo(20);
    Optional<Incident> over = watch.incident("pump-7");

    assertThat(answers.acknowledge(incident, "Ada")).isEmpty();
    assertThat(watch.incident("pump-7")).isEqualTo(over);
  }

  @Test
  void normal_is_a_reading_of_each_series_at_the_start_of_its_episode_but_not_of_a_silence() {
    watch.tell(
        2,
        spike("pump-7", "temperature", 2).started(),
        spike("pump-7", "flow", 1).of(Kind.SILENT).started());

    assertThat(Answers.normal(watch.incident("pump-7").orElseThrow()))
        .containsExactly(
            new Reading(new SeriesKey("pump-7", "offbeat.feedback/temperature"), minute(2), 1, ""));
  }

  @Test
  void a_line_of_an_incident_escapes_what_devices_name() {
    Incident incident = open("pump\u202e7");
    answers.acknowledge(incident, "A\n\u001b[31mda");

    assertThat(IncidentLine.of(watch.incident("pump\u202e7").orElseThrow()))
        .contains("critical", "since 2026-11-25 12:00:00 UTC", "temperature spike")
        .doesNotContain("\n", "\u001b", "\u202e");
  }

  /// The store, in which another is faster so many times.
  private IncidentStore raced(int times) {
    var left = new AtomicInteger(times);
    return new IncidentStore() {
      @Override
      public Optional<Incident> load(Group group) {
        return watch.store.load(group);
      }

      @Override
      public Optional<Incident> save(Incident incident) {
        if (left.getAndDecrement() > 0) {
          watch.tell(2, spike("pump-7", "temperature", 0).escalated(2, 99.5, Severity.CRITICAL));
          return Optional.empty();
        }
        return watch.store.save(incident);
      }

      @Override
      public List<Group> due(Instant by) {
        return watch.store.due(by);
      }

      @Override
      public void record(Incident incident) {
        watch.store.record(incident);
      }

      @Override
      public Optional<Incident> recorded(String id) {
        return watch.store.recorded(id);
      }
    };
  }
}
