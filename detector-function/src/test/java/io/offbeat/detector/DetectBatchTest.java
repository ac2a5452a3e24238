package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.SPIKE;
import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.batch;
import static io.offbeat.detector.Blocks.impatience;
import static io.offbeat.detector.Blocks.patience;
import static io.offbeat.detector.Blocks.pump;
import static io.offbeat.detector.Blocks.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.wire.WireFormatException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DetectBatchTest {
  private static final SeriesKey FAN = new SeriesKey("fan-1", "speed");

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final DetectBatch detectBatch = detectBatch(store, topic);

  @Test
  void a_spike_is_an_episode_that_starts_and_ends() {
    Detected detected = process(detectBatch, batch(pump(0, 60), pump(60, 120, 100)));

    assertThat(detected.outcome()).isEqualTo(new Completed());
    assertThat(topic.events())
        .extracting(EpisodeEvent::change)
        .startsWith(Change.STARTED)
        .endsWith(Change.ENDED);
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(120);
    assertThat(detected.tally().get(DetectCount.EVENTS)).isEqualTo(topic.events().size());
    assertThat(detected.tally().get(DetectCount.PUBLISHED)).isEqualTo(topic.events().size());
    assertThat(saved("pump-7").outbox()).isEmpty();
  }

  @Test
  void a_redelivered_batch_changes_nothing() {
    StreamBatch batch = batch(pump(0, 60), pump(60, 120, 100));
    process(detectBatch, batch);
    int events = topic.events().size();
    Device before = saved("pump-7");

    Detected again = process(detectBatch, batch);

    assertThat(again.tally().get(DetectCount.REPLAY)).isEqualTo(120);
    assertThat(again.tally().get(DetectCount.SAVES)).isZero();
    assertThat(saved("pump-7").version()).isEqualTo(before.version());
    assertThat(topic.events()).hasSize(events);
  }

  @Test
  void a_device_is_loaded_and_saved_once_a_batch() {
    Detected detected = process(detectBatch, batch(pump(0, 10), pump(10, 20), pump(20, 30)));

    assertThat(detected.tally().get(DetectCount.LOADS)).isEqualTo(1);
    assertThat(detected.tally().get(DetectCount.SAVES)).isEqualTo(1);
  }

  @Test
  void a_warm_instance_does_not_load_what_it_saved_last() {
    var function = new DetectBatch(store, topic, new WarmDevices(10));
    process(function, batch(pump(0, 60)));

    Detected next = process(function, batch(pump(60, 120, 100)));

    assertThat(next.tally().get(DetectCount.LOADS)).isZero();
    assertThat(next.tally().get(DetectCount.WARM)).isEqualTo(1);
    assertThat(next.tally().get(DetectCount.LEARNED)).isEqualTo(60);
    assertThat(topic.events()).isNotEmpty();
  }

  @Test
  void a_warm_device_that_another_instance_has_saved_is_loaded_and_folded_again() {
    var function = new DetectBatch(store, topic, new WarmDevices(10));
    process(function, batch(pump(0, 60)));
    process(detectBatch, batch(pump(60, 90)));

    Detected next = process(function, batch(pump(60, 120)));

    assertThat(next.outcome()).isEqualTo(new Completed());
    assertThat(next.tally().get(DetectCount.CONFLICTS)).isEqualTo(1);
    assertThat(next.tally().get(DetectCount.LOADS)).isEqualTo(1);
    assertThat(next.tally().get(DetectCount.REPLAY)).isEqualTo(30);
    assertThat(next.tally().get(DetectCount.LEARNED)).isEqualTo(30);
  }

  @Test
  void a_save_that_is_lost_three_times_leaves_the_batch_to_come_again() {
    DeviceStore beaten = saving(_ -> Optional.empty());

    Detected detected = process(detectBatch(beaten, topic), batch(pump(0, 10)));

    assertThat(detected.outcome()).isInstanceOf(RetryFrom.class);
    assertThat(detected.tally().get(DetectCount.CONFLICTS)).isEqualTo(3);
    assertThat(detected.tally().get(DetectCount.LEFT)).isEqualTo(10);
  }

  @Test
  void late_and_repeated_readings_are_counted() {
    process(detectBatch, batch(pump(0, 30)));
    var repeat = accepted(Blocks.reading(PUMP, 29, quiet(29)), Blocks.SHARD, 100);
    var otherValue = accepted(Blocks.reading(PUMP, 29, 21), Blocks.SHARD, 101);
    var late = accepted(Blocks.reading(PUMP, 3, SPIKE), Blocks.SHARD, 102);

    Detected detected = process(detectBatch, batch(List.of(repeat), List.of(otherValue, late)));

    assertThat(detected.tally().get(DetectCount.REPEAT)).isEqualTo(1);
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(1);
    assertThat(detected.tally().get(DetectCount.LATE)).isEqualTo(1);
    assertThat(topic.events()).isEmpty();
  }

  @Test
  void a_device_that_cannot_be_saved_leaves_the_others_saves_alone() {
    var detect = detectBatch(refusing("fan-1"), topic);
    StreamBatch batch = batch(pump(0, 10), fan(0, 10), pump(10, 20));

    Detected detected = process(detect, batch);

    assertThat(detected.outcome())
        .isInstanceOfSatisfying(
            RetryFrom.class, retry -> assertThat(retry.first()).isEqualTo(BigInteger.ONE));
    assertThat(detected.tally().get(DetectCount.LEFT)).isEqualTo(10);
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(20);
    assertThat(store.load(List.of("pump-7", "fan-1"))).containsOnlyKeys("pump-7");
  }

  @Test
  void a_store_that_cannot_be_read_leaves_every_reading() {
    DeviceStore unreadable =
        new DeviceStore() {
          @Override
          public Map<String, Device> load(Collection<String> devices) {
            throw new TransientFailure("throttled");
          }

          @Override
          public Optional<Device> save(Device device) {
            return store.save(device);
          }
        };

    Detected detected = process(detectBatch(unreadable, topic), batch(pump(0, 10), fan(0, 10)));

    assertThat(detected.outcome())
        .isInstanceOfSatisfying(
            RetryFrom.class, retry -> assertThat(retry.first()).isEqualTo(BigInteger.ZERO));
    assertThat(detected.tally().get(DetectCount.LEFT)).isEqualTo(20);
  }

  @Test
  void a_lost_save_is_folded_again_on_what_the_faster_one_left() {
    var first = new ArrayList<String>();
    DeviceStore overtaken =
        saving(device -> {
          if (first.isEmpty()) {
            first.add(device.name());
            process(detectBatch, batch(pump(0, 10)));
          }
          return store.save(device);
        });

    Detected detected = process(detectBatch(overtaken, topic), batch(pump(0, 10), pump(10, 20)));

    assertThat(detected.outcome()).isEqualTo(new Completed());
    assertThat(detected.tally().get(DetectCount.CONFLICTS)).isEqualTo(1);
    assertThat(detected.tally().get(DetectCount.REPLAY)).isEqualTo(10);
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(10);
  }

  @Test
  void a_malformed_block_is_a_bug_and_nothing_is_saved() {
    var records = new ArrayList<>(batch(pump(0, 10)).records());
    records.add(
        new StreamRecord(
            Blocks.SHARD, BigInteger.TWO, "0", Blocks.START, ByteBuffer.wrap(new byte[9])));

    assertThatThrownBy(() -> detectBatch.process(new StreamBatch("blocks", records), impatience()))
        .isInstanceOf(WireFormatException.class);
    assertThat(store.load(List.of("pump-7"))).isEmpty();
  }

  @Test
  void an_empty_batch_is_complete() {
    assertThat(process(detectBatch, new StreamBatch("blocks", List.of())).outcome())
        .isEqualTo(new Completed());
  }

  /// A function that keeps nothing warm.
  private static DetectBatch detectBatch(DeviceStore store, EpisodePublisher topic) {
    return new DetectBatch(store, topic, new WarmDevices(0));
  }

  private static Detected process(DetectBatch detectBatch, StreamBatch batch) {
    Detected detected = detectBatch.process(batch, patience());
    assertThat(detected.tally().imbalance()).isZero();
    return detected;
  }

  private Device saved(String device) {
    return store.load(List.of(device)).values().iterator().next();
  }

  private static List<AcceptedReading> fan(int from, int to) {
    return pump(from, to).stream()
        .map(a -> accepted(FAN, a.source().sequenceNumber().longValue(), a.reading().value()))
        .toList();
  }

  private DeviceStore refusing(String device) {
    return saving(saved -> {
      if (saved.name().equals(device)) {
        throw new TransientFailure("throttled");
      }
      return store.save(saved);
    });
  }

  /// The store, but for how it saves.
  private DeviceStore saving(Function<Device, Optional<Device>> save) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return store.load(devices);
      }

      @Override
      public Optional<Device> save(Device device) {
        return save.apply(device);
      }
    };
  }
}
