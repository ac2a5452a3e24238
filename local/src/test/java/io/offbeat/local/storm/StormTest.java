package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing lost, nothing twice. Each line of a failure names the seed that shows it: `./offbeat
/// simulate storm --swarm 1 --seed N --trace`.
class StormTest {
  /// More of them run at night: `-Doffbeat.storms=100000`.
  private static final int SWARM = Integer.getInteger("offbeat.storms", 300);

  @Test
  void a_swarm_of_storms_loses_nothing_and_counts_nothing_twice() {
    Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    var silences = new AtomicLong();
    List<String> broken =
        LongStream.rangeClosed(1, SWARM)
            .parallel()
            .mapToObj(seed -> StormRun.of(Plan.swarm(seed)))
            .peek(outcome -> {
              silences.addAndGet(outcome.silences());
              synchronized (fired) {
                outcome.fired().forEach((fault, n) -> fired.merge(fault, n, Integer::sum));
              }
            })
            .filter(outcome -> !outcome.held())
            .map(outcome -> "seed %d: %s".formatted(outcome.plan().seed(), outcome.broken()))
            .toList();

    assertThat(broken).isEmpty();
    assertThat(fired).as("every kind of fault happened").containsOnlyKeys(Fault.values());
    assertThat(silences.get()).as("who fell silent was told").isGreaterThan(SWARM);
  }

  /// One fault, at each chance there is for it until there are no more.
  @ParameterizedTest
  @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER", "ANSWER_LOST"})
  void whichever_call_it_hits_one_fault_changes_nothing(Fault fault) {
    long chances = chances(fault);
    List<String> broken =
        LongStream.rangeClosed(1, chances)
            .filter(chance -> chance % EVERY == 0)
            .parallel()
            .mapToObj(chance -> StormRun.of(Plan.single(fault, chance)))
            .filter(outcome -> !outcome.held() || outcome.faults() != 1)
            .map(outcome -> "%s: %s".formatted(outcome.plan(), outcome.broken()))
            .toList();

    assertThat(chances).isGreaterThan(200);
    assertThat(broken).isEmpty();
  }

  /// By day every so manieth chance is enough, at night each: `-Doffbeat.every=1`.
  private static final int EVERY = Integer.getInteger("offbeat.every", 20);

  /// How many chances there are.
  private static long chances(Fault fault) {
    long low = 1;
    long high = 1;
    while (StormRun.of(Plan.single(fault, high)).faults() == 1) {
      low = high;
      high *= 2;
    }
    while (low + 1 < high) {
      long middle = (low + high) / 2;
      if (StormRun.of(Plan.single(fault, middle)).faults() == 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Test
  void the_same_seed_does_the_same_again() {
    for (long seed = 1; seed <= 10; seed++) {
      Outcome first = StormRun.of(Plan.swarm(seed));
      Outcome again = StormRun.of(Plan.swarm(seed).withTrace());

      assertThat(again.hash()).as("seed %d", seed).isEqualTo(first.hash());
      assertThat(again.steps()).isEqualTo(first.steps()).isEqualTo(again.trace().size());
      assertThat(first.trace()).isEmpty();
    }
  }

  @Test
  void without_faults_an_episode_is_told_within_5_s_and_its_alert_within_30_s() {
    Outcome outcome = StormRun.of(Plan.calm(1, Duration.ofMinutes(60)));

    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.faults()).isZero();
    assertThat(Outcome.p99(outcome.toEpisode())).isLessThan(Duration.ofSeconds(5));
    assertThat(Outcome.p99(outcome.toAlert())).isLessThan(Duration.ofSeconds(30));
    assertThat(Outcome.p99(List.of())).isZero();
  }

  @Test
  void a_longer_window_is_never_faster_to_the_episode() {
    List<Duration> median =
        Stream.of(0, 1, 15)
            .map(s -> Plan.calm(1, Duration.ofMinutes(20)).withWindow(Duration.ofSeconds(s)))
            .map(StormRun::of)
            .peek(outcome -> assertThat(outcome.broken()).isEmpty())
            .map(outcome -> Outcome.p50(outcome.toEpisode()))
            .toList();

    assertThat(median).isSorted();
  }

  @Test
  void an_hour_of_everything_holds() {
    Outcome outcome = StormRun.of(Plan.full(7, Duration.ofMinutes(60)));

    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.fired()).containsOnlyKeys(Fault.values());
    assertThat(outcome.readings()).isGreaterThan(5_000);
    assertThat(outcome.episodes()).isGreaterThan(50);
    assertThat(outcome.silences()).isGreaterThan(5);
    assertThat(outcome.alerts()).isGreaterThan(5);
  }
}
