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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBatchTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final EpisodeStory OTHER = spike("fan-1", "current", 0);
  private static final List<EpisodeEvent> NIGHT =
      List.of(
          TEMPERATURE.started(),
          OTHER.started(),
          TEMPERATURE.escalated(3, 99, Severity.CRITICAL),
          OTHER.ended(5),
          TEMPERATURE.ended(9, 99, Severity.CRITICAL));

  private final Watch watch = new Watch();
  private final InMemoryQuarantine quarantine = watch.quarantine;
  private final AlertBatch batch = watch.batch();

  @Test
  void a_batch_counts_each_message_once() {
    AlertBatch.Outcome outcome = batch.process(messages(NIGHT), noPatience());

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(outcome.tally().byName())
        .containsEntry("events", 5L)
        .containsEntry("merged", 5L)
        .containsEntry("published", 0L);
  }

  @Test
  void a_batch_delivered_twice_gives_the_incidents_and_alerts_of_one() {
    batch.process(messages(NIGHT), noPatience());
    Optional<Incident> before = watch.incident("pump-7");
    AlertBatch.Outcome again = batch.process(messages(NIGHT), noPatience());
    assertThat(again.tally().get(AlertCount.REPEAT)).isEqualTo(5);
    assertThat(again.tally().imbalance()).isZero();
    assertThat(watch.incident("pump-7")).isEqualTo(before);

    watch.passTo(20);
    batch.process(messages(NIGHT), noPatience());
    watch.passTo(120);
    assertThat(watch.publisher.published())
        .extracting(Alert::id)
        .doesNotHaveDuplicates()
        .hasSize(4);
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
    assertThat(watch.incident("pump-7")).isPresent();
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
    AlertBatch failing =
        watch.batch(
            watch.store,
            watch.publisher,
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
    var store = new BreakingStore(watch.store, i -> i.group().equals(Group.device("pump-7")));
    AlertBatch.Outcome outcome =
        watch.batch(store, watch.publisher, quarantine).process(messages(NIGHT), noPatience());

    assertThat(outcome.failed()).hasSize(3).containsValue("throttled");
    assertThat(outcome.tally().get(AlertCount.MERGED)).isEqualTo(2);
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(watch.incident("fan-1")).isPresent();
  }

  @Test
  void a_lost_race_is_merged_again_on_what_the_winner_saved() {
    AlertBatch racing = racing(2);
    AlertBatch.Outcome outcome =
        racing.process(List.of(message(TEMPERATURE.started())), noPatience());

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.tally().imbalance()).isZero();
    assertThat(watch.incident("pump-7").orElseThrow().facts().troubles()).hasSize(3);
  }

  @Test
  void a_race_lost_again_and_again_is_left_for_later() {
    AlertBatch.Outcome outcome =
        racing(100).process(List.of(message(TEMPERATURE.started())), noPatience());

    assertThat(outcome.failed()).hasSize(1);
    assertThat(outcome.tally().imbalance()).isZero();
  }

  /// A batch with a rival that is faster so many times.
  private AlertBatch racing(int times) {
    var races = new AtomicInteger(times);
    var store =
        new BreakingStore(
            watch.store,
            _ -> {
              int race = races.getAndDecrement();
              if (race > 0) {
                watch.tell(0, spike("pump-7", "m" + race, 0).started());
              }
              return false;
            });
    return watch.batch(store, watch.publisher, quarantine);
  }

  @Test
  void an_alert_that_went_out_is_not_sent_again_because_the_next_one_failed() {
    var calls = new AtomicInteger();
    AlertPublisher failing =
        alert -> {
          if (calls.incrementAndGet() == 2) {
            throw new TransientFailure("throttled");
          }
          watch.publisher.publish(alert);
        };
    watch.tell(0, TEMPERATURE.started(), TEMPERATURE.ended(0), OTHER.started());
    var clock = EpisodeStory.minute(10);
    var timer =
        new TimerBatch(
            watch.store,
            watch.brake(failing),
            watch.course(),
            new Fleet(CensusSource.NONE),
            () -> clock);
    for (int round = 0; round < 4; round++) {
      assertThat(timer.process(noPatience()).tally().imbalance()).isZero();
    }

    assertThat(watch.publisher.published()).extracting(Alert::id).doesNotHaveDuplicates();
    assertThat(watch.changes())
        .containsExactlyInAnyOrder(Change.OPENED, Change.OPENED, Change.RESOLVED);
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
    watch.passTo(60);
    List<String> expected = watch.publisher.published().stream().map(Alert::id).toList();
    assertThat(expected).hasSize(4);

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
    assertThat(call).isGreaterThan(20);
  }

  /// The whole function on ports of which one call breaks off.
  private static final class BreakingLine {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Alert> sent = new ArrayList<>();
    private final int breaking;
    private final Crash crash;
    private final InMemoryIncidentStore store = new InMemoryIncidentStore();
    private final InMemoryStormStore storms = new InMemoryStormStore();
    private final Course course = new Watch().course();
    private Instant now = EpisodeStory.NOON;

    BreakingLine(int breaking, Crash crash) {
      this.breaking = breaking;
      this.crash = crash;
    }

    void deliverUntilDone(List<EpisodeMessage> messages) {
      var brake = new Brake(storms(), alert -> call(() -> sent.add(alert)), Brake.MOST, () -> now);
      var line =
          new AlertBatch(
              new AlertBatch.Ports(ports(), brake, (_, _) -> {}),
              course,
              new Fleet(CensusSource.NONE),
              () -> now);
      var left = messages;
      for (int delivery = 0; !left.isEmpty(); delivery++) {
        assertThat(delivery).isLessThan(3);
        AlertBatch.Outcome outcome = line.process(left, noPatience());
        assertThat(outcome.tally().imbalance()).isZero();
        assertThat(outcome.tally().get(AlertCount.LEFT)).isEqualTo(outcome.failed().size());
        left = left.stream().filter(m -> outcome.failed().containsKey(m.id())).toList();
      }
      var timer = new TimerBatch(ports(), brake, course, new Fleet(CensusSource.NONE), () -> now);
      for (int round = 0; round < 60; round++) {
        now = now.plusSeconds(60);
        assertThat(timer.process(noPatience()).tally().imbalance()).isZero();
      }
    }

    private StormStore storms() {
      return new StormStore() {
        @Override
        public Storm load() {
          return call(storms::load);
        }

        @Override
        public Optional<Storm> save(Storm storm) {
          return call(() -> storms.save(storm));
        }
      };
    }

    private IncidentStore ports() {
      return new IncidentStore() {
        @Override
        public Optional<Incident> load(Group group) {
          return call(() -> store.load(group));
        }

        @Override
        public Optional<Incident> save(Incident incident) {
          return call(() -> store.save(incident));
        }

        @Override
        public List<Group> due(Instant by) {
          return call(() -> store.due(by));
        }

        @Override
        public void record(Incident incident) {
          call(() -> {
            store.record(incident);
            return true;
          });
        }

        @Override
        public Optional<Incident> recorded(String id) {
          return store.recorded(id);
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
}
