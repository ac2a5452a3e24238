package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SHARD;
import static io.offbeat.detector.Blocks.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.Tally;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackTest {
  private static final int SPIKE_AT = 300;

  private final Device device = Device.fresh("pump-7");

  @Test
  void what_was_called_normal_is_no_anomaly_the_next_time() {
    device.fold(Blocks.pump(0, 600, SPIKE_AT));
    Device told = copy();
    told.fold(feedback(SPIKE_AT, 1, 600));

    assertThat(grade(told, 620)).isLessThan(grade(device, 620));
  }

  @Test
  void what_was_called_an_anomaly_is_at_least_as_odd_the_next_time() {
    device.fold(Blocks.pump(0, 600, SPIKE_AT));
    Device told = copy();
    told.fold(feedback(SPIKE_AT, 0, 600));

    assertThat(grade(told, 620)).isGreaterThanOrEqualTo(grade(device, 620)).isPositive();
  }

  @Test
  void feedback_is_counted_and_makes_no_series() {
    device.fold(Blocks.pump(0, 600, SPIKE_AT));

    Tally<DetectCount> tally = device.fold(feedback(SPIKE_AT, 1, 600));

    assertThat(tally.get(DetectCount.FEEDBACK)).isEqualTo(1);
    assertThat(device.judged()).containsExactly("temperature");
  }

  @Test
  void feedback_on_what_nobody_remembers_is_counted_and_changes_nothing_learned() {
    device.fold(Blocks.pump(0, 600, SPIKE_AT));

    Tally<DetectCount> tally = device.fold(feedback(200, 1, 600));

    assertThat(tally.get(DetectCount.UNMATCHED)).isEqualTo(1);
    assertThat(grade(device, 620)).isPositive();
  }

  @Test
  void feedback_that_comes_again_is_a_replay() {
    device.fold(Blocks.pump(0, 600, SPIKE_AT));
    device.fold(feedback(SPIKE_AT, 1, 600));
    byte[] state = DeviceCodec.encode(device);

    Tally<DetectCount> tally = device.fold(feedback(SPIKE_AT, 1, 600));

    assertThat(tally.get(DetectCount.REPLAY)).isEqualTo(1);
    assertThat(DeviceCodec.encode(device)).isEqualTo(state);
  }

  @Test
  void the_newest_reading_may_be_meant_though_it_was_no_episode() {
    device.fold(Blocks.pump(0, 600));

    Tally<DetectCount> tally = device.fold(feedback(599, 0, 600));

    assertThat(tally.get(DetectCount.FEEDBACK)).isEqualTo(1);
  }

  private Device copy() {
    return DeviceCodec.decode("pump-7", 1, DeviceCodec.encode(device));
  }

  private static List<AcceptedReading> feedback(int minute, double value, long position) {
    var series = new SeriesKey("pump-7", "offbeat.feedback/" + PUMP.metric());
    var reading = new Reading(series, START.plusSeconds(60L * minute), value, "");
    return List.of(Blocks.accepted(reading, SHARD, position));
  }

  /// How anomalous another spike is; 0 when it is none.
  private static double grade(Device device, int minute) {
    Device other = DeviceCodec.decode("pump-7", 1, DeviceCodec.encode(device));
    int before = other.outbox().size();
    other.fold(Blocks.pump(601, minute + 1, minute));
    return other.outbox().stream()
        .skip(before)
        .filter(event -> event.change() == EpisodeEvent.Change.STARTED)
        .mapToDouble(EpisodeEvent::grade)
        .findFirst()
        .orElse(0);
  }
}
