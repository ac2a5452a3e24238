package io.offbeat.detector;

import static io.offbeat.detector.Blocks.batch;
import static io.offbeat.detector.Blocks.patience;
import static io.offbeat.detector.Blocks.pump;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.detector.Sweep.Devices;
import io.offbeat.detector.Sweep.Outlets;
import io.offbeat.detector.Sweep.Swept;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final int BUCKETS = 4;
  private static final Instant SOON = minute(61);
  private static final Instant LATER = minute(70);

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final InMemoryCensusBoard board = new InMemoryCensusBoard();
  private final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats(Set.of(Blocks.SHARD));

  @Test
  void a_regular_series_that_stops_is_silent_once() {
    process(pump(0, 60));
    beat(LATER);

    sweep(store);
    sweep(store);

    assertThat(topic.events()).extracting(EpisodeEvent::kind).containsExactly(Kind.SILENT);
    assertThat(topic.events().getFirst().change()).isEqualTo(Change.STARTED);
    assertThat(outbox()).isEmpty();
  }

  @Test
  void nothing_is_silent_before_its_time() {
    process(pump(0, 60));
    beat(SOON);

    Swept swept = sweep(store);

    assertThat(swept.watermark()).contains(SOON);
    assertThat(swept.lag(LATER)).contains(Duration.ofMinutes(9));
    assertThat(swept.tally().get(DetectCount.UNSEEN)).isZero();
    assertThat(topic.events()).isEmpty();
  }

  @Test
  void nothing_is_silent_while_one_path_of_the_pipeline_is_behind() {
    process(pump(0, 60));
    beat(LATER);
    beat(Heartbeat.devices(BUCKETS).subList(0, 1), SOON, "shardId-000000000001");
    var twoShards = new InMemoryHeartbeats(Set.of(Blocks.SHARD, "shardId-000000000001"));

    Swept swept = sweep(store, twoShards);

    assertThat(swept.watermark()).isEmpty();
    assertThat(topic.events()).isEmpty();
  }

  @Test
  void no_heartbeat_passes_a_reading_that_is_not_saved() {
    process(pump(0, 60));
    var deaf = new DetectBatch(refusing("pump-7"), topic, new WarmDevices(WarmDevices.MAX_SERIES));

    Detected detected =
        deaf.process(batch(beats(minute(60)), pump(60, 70), beats(LATER)), Blocks.impatience());
    Swept swept = sweep(store);

    assertThat(detected.outcome()).isInstanceOf(RetryFrom.class);
    assertThat(detected.tally().imbalance()).isZero();
    assertThat(swept.watermark()).contains(minute(60));
    assertThat(topic.events()).isEmpty();
  }

  @Test
  void a_reading_that_comes_back_ends_the_silence() {
    process(pump(0, 60));
    beat(LATER);
    sweep(store);

    process(pump(71, 75));

    assertThat(topic.events())
        .extracting(EpisodeEvent::change)
        .containsExactly(Change.STARTED, Change.ENDED);
  }

  @Test
  void a_reading_in_the_second_of_the_alarm_leaves_no_silence_wherever_it_comes_between() {
    for (int call = 0; call < 8; call++) {
      for (boolean afterEffect : new boolean[] {false, true}) {
        var test = new SweepTest();
        test.process(pump(0, 60));
        test.beat(LATER);
        var between = new Interruption(call, afterEffect, () -> test.process(pump(69, 71)));

        test.sweep(test.interrupted(between));
        if (between.calls() <= call) {
          test.process(pump(69, 71));
        }
        test.sweep(test.store);

        assertThat(test.openSilences()).as("call %d, after %s", call, afterEffect).isZero();
      }
    }
  }

  @Test
  void what_an_outbox_still_holds_is_published() {
    var deaf = new DetectBatch(store, events -> events, new WarmDevices(0));
    deaf.process(batch(pump(0, 60), pump(60, 120, 100)), Blocks.impatience());
    List<EpisodeEvent> waiting = outbox();

    sweep(store);

    assertThat(topic.events()).isEqualTo(waiting).isNotEmpty();
    assertThat(outbox()).isEmpty();
  }

  @Test
  void heartbeats_are_one_device_a_bucket_and_travel_as_canonical_readings() {
    sweep(store);

    assertThat(Heartbeat.devices(64)).hasSize(64).allMatch(Heartbeat::isDevice);
    assertThat(heartbeats.newest().getFirst().lines())
        .hasSize(BUCKETS)
        .allMatch(line -> line.startsWith("{\"device\":\"offbeat.heartbeat-"));
  }

  private List<EpisodeEvent> outbox() {
    return store.load(List.of("pump-7")).values().iterator().next().outbox();
  }

  private static Instant minute(int minute) {
    return Blocks.START.plusSeconds(60L * minute);
  }

  private void process(List<AcceptedReading> readings) {
    var function = new DetectBatch(store, topic, new WarmDevices(0));
    World.deliver(batch(readings), function, Blocks::patience);
  }

  private void beat(Instant arrival) {
    beat(Heartbeat.devices(BUCKETS), arrival, Blocks.SHARD);
  }

  private void beat(List<String> devices, Instant arrival, String shard) {
    devices.forEach(device -> process(List.of(beat(device, arrival, shard))));
  }

  private static List<AcceptedReading> beats(Instant arrival) {
    return Heartbeat.devices(BUCKETS).stream()
        .map(device -> beat(device, arrival, Blocks.SHARD))
        .toList();
  }

  private static AcceptedReading beat(String device, Instant arrival, String shard) {
    var reading = new Reading(new SeriesKey(device, Heartbeat.METRIC), arrival, 1, "");
    var source = new SourcePosition(shard, BigInteger.valueOf(arrival.getEpochSecond()), 0);
    return new AcceptedReading(reading, arrival, source);
  }

  /// The store, which saves all devices but one.
  private DeviceStore refusing(String name) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return store.load(devices);
      }

      @Override
      public Optional<Device> save(Device device) {
        if (device.name().equals(name)) {
          throw new TransientFailure("no room for " + name);
        }
        return store.save(device);
      }
    };
  }

  private Swept sweep(DeviceStore devices) {
    return sweep(devices, heartbeats);
  }

  private Swept sweep(DeviceStore devices, Heartbeats beats) {
    var sweep =
        new Sweep(
            new Devices(devices, store),
            new Outlets(topic, beats, board),
            BUCKETS,
            RulesSource.NONE);
    Swept swept = sweep.run(LATER, patience());
    assertThat(swept.tally().imbalance()).isZero();
    assertThat(swept.trouble()).isEmpty();
    return swept;
  }

  private long openSilences() {
    long started = silences(Change.STARTED);
    return started - silences(Change.ENDED);
  }

  private long silences(Change change) {
    return topic.events().stream()
        .filter(event -> event.kind() == Kind.SILENT && event.change() == change)
        .map(EpisodeEvent::eventId)
        .distinct()
        .count();
  }

  private DeviceStore interrupted(Interruption between) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return between.around(() -> store.load(devices));
      }

      @Override
      public Optional<Device> save(Device device) {
        return between.around(() -> store.save(device));
      }
    };
  }
}
