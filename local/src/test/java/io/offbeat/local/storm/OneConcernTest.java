package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Storms of a few kinds of faults each, so that what fails is soon found.
class OneConcernTest {
  /// More of them at night: `-Doffbeat.seeds=500`.
  private static final int SEEDS = Integer.getInteger("offbeat.seeds", 6);

  private static final Duration TIME = Duration.ofMinutes(8);

  @Test
  void shards_that_split_and_merge_keep_each_buckets_order() {
    hold(Fault.RESHARD, Fault.REDELIVERY);
  }

  @Test
  void zombies_beside_their_successors_leave_nothing_wrong() {
    hold(Fault.SLOW, Fault.ZOMBIE, Fault.REDELIVERY);
  }

  @Test
  void what_was_taken_in_part_is_all_there_once_and_in_order() {
    hold(Fault.PARTIAL, Fault.ANSWER_LOST);
  }

  @Test
  void a_release_that_takes_over_or_gives_back_loses_nothing() {
    hold(Fault.ROLLOUT, Fault.REDELIVERY, Fault.CRASH_AFTER, Fault.SILENT);
  }

  @Test
  void a_fleet_that_falls_silent_is_told_as_one() {
    hold(Fault.FLEET_SILENT, Fault.OUTAGE);
  }

  @Test
  void records_sent_twice_and_overtaken_count_once() {
    hold(Fault.PRODUCER_RETRY, Fault.OVERTAKEN);
  }

  @Test
  void wrong_clocks_and_late_bursts_kill_no_series() {
    hold(Fault.CLOCK, Fault.OFFLINE);
  }

  @Test
  void topics_and_queues_in_trouble_lose_no_alert() {
    hold(Fault.TOPIC_OUTAGE, Fault.MESSAGE_AGAIN, Fault.REFUSED);
  }

  @Test
  void an_outage_discards_nothing_and_makes_no_silence() {
    hold(Fault.OUTAGE);
  }

  @Test
  void who_falls_silent_is_told_whatever_the_scans_show() {
    hold(Fault.SILENT, Fault.FLEET_SILENT, Fault.STALE_READ);
  }

  private static void hold(Fault... faults) {
    var kinds = Set.of(faults);
    Set<Fault> fired = new TreeSet<>();
    List<String> broken =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> StormRun.of(Plan.of(seed, TIME, kinds)))
            .peek(outcome -> {
              synchronized (fired) {
                fired.addAll(outcome.fired().keySet());
              }
            })
            .filter(outcome -> !outcome.held())
            .map(outcome -> "%s: %s".formatted(outcome.plan(), outcome.broken()))
            .toList();

    assertThat(broken).isEmpty();
    assertThat(fired).as("what was to happen").isEqualTo(kinds);
  }
}
