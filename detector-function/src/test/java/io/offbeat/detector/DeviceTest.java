package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SHARD;
import static io.offbeat.detector.Blocks.START;
import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.pump;
import static io.offbeat.detector.Blocks.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private final Device device = Device.fresh("pump-7");

  @Test
  void a_block_is_ordered_by_event_time() {
    var reversed = pump(0, 10).reversed();

    assertThat(device.fold(reversed).get(DetectCount.LEARNED)).isEqualTo(10);
  }

  @Test
  void blocks_are_not_ordered_among_themselves() {
    device.fold(pump(5, 10));

    assertThat(device.fold(later(pump(0, 5), 10)).get(DetectCount.LATE)).isEqualTo(5);
  }

  @Test
  void readings_at_one_instant_keep_their_source_order() {
    device.fold(List.of(at(1, 20, 1), at(1, 21, 2), at(0, 22, 3)));

    assertThat(device.fold(List.of(at(1, 21, 4))).get(DetectCount.REPEAT)).isEqualTo(1);
  }

  @Test
  void a_reading_at_or_below_the_applied_position_is_a_replay() {
    device.fold(pump(0, 10));

    var overlapping = device.fold(pump(5, 15));

    assertThat(overlapping.get(DetectCount.REPLAY)).isEqualTo(5);
    assertThat(overlapping.get(DetectCount.LEARNED)).isEqualTo(5);
  }

  @Test
  void a_second_reading_of_one_record_is_no_replay() {
    var source = new SourcePosition(SHARD, BigInteger.ONE, 1);
    device.fold(List.of(accepted(PUMP, 1, 20)));

    var next = new AcceptedReading(reading(PUMP, 2, 20), START, source);

    assertThat(device.fold(List.of(next)).get(DetectCount.LEARNED)).isEqualTo(1);
  }

  @Test
  void positions_of_another_shard_are_no_replay() {
    device.fold(List.of(accepted(reading(PUMP, 1, 20), "shardId-000000000001", 900)));

    var lower = accepted(reading(PUMP, 2, 20), "shardId-000000000002", 1);

    assertThat(device.fold(List.of(lower)).get(DetectCount.LEARNED)).isEqualTo(1);
  }

  @Test
  void a_replay_changes_nothing() {
    device.fold(pump(0, 10));
    Device saved = device.savedAs(1);

    saved.fold(pump(0, 10));

    assertThat(saved.changed()).isFalse();
  }

  @Test
  void a_position_is_kept_until_the_stream_has_forgotten_its_reading() {
    Instant last = START.plus(Device.POSITIONS_KEPT);
    device.fold(List.of(arrived("old", START), arrived("new", last)));
    int both = DeviceCodec.encode(device).length;
    assertThat(device.fold(List.of(arrived("old", START))).get(DetectCount.REPLAY)).isEqualTo(1);

    device.fold(List.of(arrived("newest", last.plusNanos(1))));

    assertThat(device.fold(List.of(arrived("old", START))).get(DetectCount.REPLAY)).isZero();
    assertThat(device.lastArrival()).isEqualTo(last.plusNanos(1));
    assertThat(DeviceCodec.encode(device).length).isLessThan(2 * both);
  }

  @Test
  void series_beyond_the_limit_are_refused_and_the_others_go_on() {
    device.fold(metrics(0, Device.MAX_SERIES, 1));

    var more = device.fold(metrics(Device.MAX_SERIES - 2, Device.MAX_SERIES + 3, 2));

    assertThat(more.get(DetectCount.REFUSED)).isEqualTo(3);
    assertThat(more.get(DetectCount.LEARNED)).isEqualTo(2);
  }

  @Test
  void too_many_series_are_one_episode_that_ends_when_none_was_refused_for_an_hour() {
    device.fold(metrics(0, Device.MAX_SERIES + 5, 2));
    device.fold(metrics(Device.MAX_SERIES, Device.MAX_SERIES + 5, 3));
    device.fold(metrics(0, 1, 60));
    assertThat(device.outbox()).extracting(EpisodeEvent::change).containsExactly(Change.STARTED);

    device.fold(metrics(0, 1, 64));

    assertThat(device.outbox())
        .extracting(EpisodeEvent::change)
        .containsExactly(Change.STARTED, Change.ENDED);
    assertThat(device.outbox().getFirst().series())
        .isEqualTo(new SeriesKey("pump-7", Crowd.METRIC));
    assertThat(device.outbox().getFirst().why()).contains("metric-300");
    assertThat(device.outbox().getLast().value()).isEqualTo(10);
  }

  @Test
  void a_backlog_of_too_many_series_is_one_episode_however_many_days_it_spans() {
    var backlog =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(hour -> metrics(0, Device.MAX_SERIES + 1, 90 * hour).stream())
            .map(a -> new AcceptedReading(a.reading(), START.plusSeconds(172_800), a.source()))
            .toList();

    device.fold(backlog);

    assertThat(device.outbox()).hasSize(1);
    assertThat(device.size()).isEqualTo(Device.MAX_SERIES);
  }

  @Test
  void a_heartbeat_moves_its_position_and_nothing_else() {
    Device heartbeat = Device.fresh("offbeat.heartbeat-3");
    var beat = accepted(new SeriesKey("offbeat.heartbeat-3", Heartbeat.METRIC), 5, 1);

    assertThat(heartbeat.fold(List.of(beat)).get(DetectCount.HEARTBEAT)).isEqualTo(1);
    assertThat(heartbeat.appliedUntil(SHARD)).contains(beat.arrivedAt());
    assertThat(heartbeat.size()).isZero();
  }

  private static List<AcceptedReading> metrics(int from, int to, int minute) {
    return IntStream.range(from, to)
        .mapToObj(i -> accepted(new SeriesKey("pump-7", "metric-" + i), minute, i))
        .toList();
  }

  private static AcceptedReading at(int minute, double value, int position) {
    return accepted(reading(PUMP, minute, value), SHARD, position);
  }

  private static AcceptedReading arrived(String shard, Instant arrivedAt) {
    return new AcceptedReading(
        reading(PUMP, 1, 20), arrivedAt, new SourcePosition(shard, BigInteger.ONE, 0));
  }

  private static List<AcceptedReading> later(List<AcceptedReading> readings, long by) {
    return readings.stream()
        .map(a -> accepted(a.reading(), SHARD, a.source().sequenceNumber().longValue() + by))
        .toList();
  }
}
