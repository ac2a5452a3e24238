package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.message;
import static io.offbeat.alert.EpisodeStory.messages;
import static io.offbeat.alert.EpisodeStory.noPatience;
import static io.offbeat.alert.EpisodeStory.spike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBatchTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final EpisodeStory OTHER = spike("fan-1", "current", 2);
  private static final List<EpisodeEvent> NIGHT =
      List.of(
          TEMPERATURE.started(),
          OTHER.ended(5),
          TEMPERATURE.escalated(3, 99, Severity.CRITICAL),
          TEMPERATURE.ended(9, 99, Severity.CRITICAL),
          spike("pump-7", "temperature", 60).started());

  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final InMemoryAlertPublisher publisher = new InMemoryAlertPublisher();
  private final InMemoryQuarantine quarantine = new InMemoryQuarantine();
  private final AlertBatch batch = new AlertBatch(incidents, publisher, quarantine);

  @Test
  void a_batch_publishes_each_alert_once_and_counts_each_message_once() {
    AlertBatch.Outcome outcome = batch.process(messages(NIGHT), noPatience());

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(outcome.tally().byName())
        .containsEntry("events", 5L)
        .containsEntry("merged", 5L)
        .containsEntry("opened", 3L)
        .containsEntry("escalated", 1L)
        .containsEntry("resolved", 2L)
        .containsEntry("published", 6L);
    assertThat(publisher.published()).extracting(Alert::id).doesNotHaveDuplicates().hasSize(6);
  }

  @Test
  void a_redelivered_batch_changes_nothing() {
    batch.process(messages(NIGHT), noPatience());
    Optional<Incident> before = incidents.load("pump-7");
    AlertBatch.Outcome again = batch.process(messages(NIGHT), noPatience());

    assertThat(again.tally().get(AlertCount.REPEAT)).isEqualTo(5);
    assertThat(again.tally().imbalance()).isZero();
    assertThat(publisher.published()).hasSize(6);
    assertThat(incidents.load("pump-7")).isEqualTo(before);
  }

  @Test
  void a_restart_in_the_middle_of_an_incident_repeats_nothing_and_still_tells_the_end() {
    batch.process(messages(List.of(TEMPERATURE.started())), noPatience());
    var restarted = new AlertBatch(incidents, publisher, quarantine);
    restarted.process(messages(List.of(TEMPERATURE.ended(9))), noPatience());

    assertThat(publisher.published())
        .extracting(Alert::change)
        .containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{", "[]", "{\"version\":1}", "\uD800", "{\"recent\":[null]}"})
  void poison_is_kept_with_its_reason_and_holds_up_nothing(String body) {
    var poison = new EpisodeMessage("m-1", EpisodeStory.NOON, body);
    var messages = List.of(poison, message(TEMPERATURE.started()));
    AlertBatch.Outcome outcome = batch.process(messages, noPatience());

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.tally().get(AlertCount.POISON)).isEqualTo(1);
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(publisher.published()).hasSize(1);
    assertThat(quarantine.objects())
        .containsOnlyKeys("quarantine/dt=2026-11-25/episodes/1795608000000-m-1.json");
    assertThat(new String(quarantine.objects().values().iterator().next(), UTF_8))
        .contains("not an episode event");
  }

  @Test
  void an_event_whose_recent_values_hold_null_is_poison() {
    EpisodeMessage good = message(TEMPERATURE.started());
    var poison =
        new EpisodeMessage(good.id(), good.sentAt(), good.body().replace("[66.0", "[null"));
    AlertBatch.Outcome outcome = batch.process(List.of(poison), noPatience());

    assertThat(outcome.tally().get(AlertCount.POISON)).isEqualTo(1);
    assertThat(outcome.failed()).isEmpty();
  }

  @Test
  void poison_that_cannot_be_kept_comes_again() {
    var failing =
        new AlertBatch(
            incidents,
            publisher,
            (key, _) -> {
              throw new TransientFailure("put " + key);
            });
    var poison = new EpisodeMessage("m-1", EpisodeStory.NOON, "{");
    AlertBatch.Outcome outcome = failing.process(List.of(poison), noPatience());

    assertThat(outcome.failed()).containsOnlyKeys("m-1");
    assertThat(outcome.tally().get(AlertCount.LEFT)).isEqualTo(1);
    assertThat(outcome.tally().imbalance()).isZero();
  }

  @Test
  void trouble_with_one_group_leaves_the_others_alone() {
    var failing =
        new AlertBatch(
            new FaultyStore(group -> {
              if (group.equals("pump-7")) {
                throw new TransientFailure("throttled");
              }
            }),
            publisher,
            quarantine);
    AlertBatch.Outcome outcome = failing.process(messages(NIGHT), noPatience());

    assertThat(outcome.failed()).hasSize(4).containsValue("throttled");
    assertThat(outcome.tally().get(AlertCount.MERGED)).isEqualTo(1);
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(publisher.published()).extracting(Alert::device).containsOnly("fan-1");
  }

  @Test
  void a_lost_race_is_merged_again_on_what_the_winner_saved() {
    var races = new AtomicInteger(2);
    var racing =
        new AlertBatch(
            new FaultyStore(_ -> {
              if (races.getAndDecrement() > 0) {
                int metric = races.get();
                var rival = new AlertBatch(incidents, publisher, quarantine);
                rival.process(
                    List.of(message(spike("pump-7", "m" + metric, 1).started())), noPatience());
              }
            }),
            publisher,
            quarantine);
    AlertBatch.Outcome outcome =
        racing.process(List.of(message(TEMPERATURE.started())), noPatience());

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(incidents.load("pump-7").orElseThrow().facts().troubles()).hasSize(3);
    assertThat(publisher.published()).extracting(Alert::change).containsExactly(Change.OPENED);
  }

  @Test
  void a_race_lost_three_times_is_left_for_later() {
    var metric = new AtomicInteger();
    var racing =
        new AlertBatch(
            new FaultyStore(_ -> {
              String name = "m" + metric.incrementAndGet();
              new AlertBatch(incidents, publisher, quarantine)
                  .process(List.of(message(spike("pump-7", name, 1).started())), noPatience());
            }),
            publisher,
            quarantine);
    AlertBatch.Outcome outcome =
        racing.process(List.of(message(TEMPERATURE.started())), noPatience());

    assertThat(metric).hasValue(3);
    assertThat(outcome.failed()).hasSize(1);
    assertThat(outcome.tally().imbalance()).isZero();
  }

  @Test
  void an_alert_that_went_out_is_not_sent_again_because_the_next_one_failed() {
    var calls = new AtomicInteger();
    var failing =
        new AlertBatch(
            incidents,
            alert -> {
              if (calls.incrementAndGet() == 2) {
                throw new TransientFailure("throttled");
              }
              publisher.publish(alert);
            },
            quarantine);
    List<EpisodeMessage> messages = messages(List.of(TEMPERATURE.ended(9)));

    assertThat(failing.process(messages, noPatience()).failed()).hasSize(1);
    assertThat(failing.process(messages, noPatience()).failed()).isEmpty();
    assertThat(publisher.published())
        .extracting(Alert::change)
        .containsExactly(Change.OPENED, Change.RESOLVED);
  }

  /// Where a call to a port breaks off.
  enum Crash {
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  @ParameterizedTest
  @EnumSource(Crash.class)
  void whichever_call_breaks_off_no_alert_is_lost_and_none_gets_another_id(Crash crash) {
    batch.process(messages(NIGHT), noPatience());
    List<String> expected = publisher.published().stream().map(Alert::id).distinct().toList();

    int call = 1;
    boolean broke = true;
    while (broke) {
      var line = new BreakingLine(call, crash);
      line.deliverUntilDone(messages(NIGHT));
      assertThat(line.sent.stream().map(Alert::id).distinct())
          .as("call %d breaks off", call)
          .containsExactlyInAnyOrderElementsOf(expected);
      broke = line.calls.get() >= call;
      call++;
    }
    assertThat(call).isGreaterThan(10);
  }

  /// The whole function on ports of which one call breaks off.
  private static final class BreakingLine {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Alert> sent = new ArrayList<>();
    private final int breaking;
    private final Crash crash;
    private final InMemoryIncidentStore store = new InMemoryIncidentStore();

    BreakingLine(int breaking, Crash crash) {
      this.breaking = breaking;
      this.crash = crash;
    }

    void deliverUntilDone(List<EpisodeMessage> messages) {
      var line = new AlertBatch(ports(), alert -> call(() -> sent.add(alert)), (_, _) -> {});
      var left = messages;
      for (int delivery = 0; !left.isEmpty(); delivery++) {
        assertThat(delivery).isLessThan(3);
        AlertBatch.Outcome outcome = line.process(left, noPatience());
        assertThat(outcome.tally().imbalance()).isZero();
        assertThat(outcome.tally().get(AlertCount.LEFT)).isEqualTo(outcome.failed().size());
        left = left.stream().filter(m -> outcome.failed().containsKey(m.id())).toList();
      }
    }

    private IncidentStore ports() {
      return new IncidentStore() {
        @Override
        public Optional<Incident> load(String group) {
          return call(() -> store.load(group));
        }

        @Override
        public Optional<Incident> save(Incident incident) {
          return call(() -> store.save(incident));
        }
      };
    }

    private <T> T call(Supplier<T> effect) {
      boolean breaks = calls.incrementAndGet() == breaking;
      if (breaks && crash == Crash.BEFORE_EFFECT) {
        throw new TransientFailure("broke off before");
      }
      T result = effect.get();
      if (breaks) {
        throw new TransientFailure("broke off after");
      }
      return result;
    }
  }

  /// The store, with something that happens before each save.
  private final class FaultyStore implements IncidentStore {
    private final Consumer<String> beforeSave;

    FaultyStore(Consumer<String> beforeSave) {
      this.beforeSave = beforeSave;
    }

    @Override
    public Optional<Incident> load(String group) {
      return incidents.load(group);
    }

    @Override
    public Optional<Incident> save(Incident incident) {
      beforeSave.accept(incident.group());
      return incidents.save(incident);
    }
  }
}
