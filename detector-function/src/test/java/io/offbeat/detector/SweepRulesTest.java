package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.quiet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Sweep.Swept;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sweeps by rules that change after a device's last reading.
class SweepRulesTest {
  private static final int BUCKETS = 2;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final InMemoryHeartbeats heartbeats = new InMemoryHeartbeats(Set.of(Blocks.SHARD));
  private Rules rules = Rules.none();
  private int loads;
  private final Sweep sweep =
      new Sweep(
          new Sweep.Devices(counting(), store),
          new Sweep.Outlets(topic, heartbeats, new InMemoryCensusBoard()),
          BUCKETS,
          () -> rules);

  @Test
  void devices_that_are_no_longer_watched_make_no_fleet_silent() {
    reports(3);
    sweep(60);
    rules = rules("'silence': 'off'");

    for (int minute = 61; minute < 90; minute++) {
      sweep(minute);
    }

    assertThat(topic.events()).isEmpty();
    assertThat(store.scan()).allMatch(glance -> glance.due().isEmpty());
  }

  @Test
  void a_series_that_is_watched_from_now_on_is_silent_though_no_reading_comes() {
    rules = rules("'silence': 'off'");
    reports(1);
    sweep(60);
    rules = rules("'silence': '10m'");

    sweep(61);
    assertThat(topic.events()).isEmpty();
    sweep(70);

    assertThat(topic.events()).extracting(EpisodeEvent::kind).containsExactly(Kind.SILENT);
  }

  @Test
  void a_fleet_is_not_silent_by_what_an_instance_with_the_old_rules_has_saved_since() {
    reports(3);
    rules = rules("'silence': 'off'");
    sweep(59);
    Rules now = rules;
    rules = Rules.none();
    reportsAt(60, 3);
    rules = now;

    for (int minute = 61; minute < 80; minute++) {
      sweep(minute);
    }

    assertThat(topic.events()).isEmpty();
  }

  @Test
  void many_due_devices_are_loaded_a_page_at_a_time() {
    for (int i = 0; i < 2_500; i++) {
      Device device = Device.fresh("pump-" + i);
      var series = new SeriesKey(device.name(), "load");
      device.fold(IntStream.range(0, 15).mapToObj(m -> accepted(series, m, quiet(m))).toList());
      store.save(device);
    }
    process(List.of(accepted(PUMP, 25, 20)));

    sweep(26);

    assertThat(loads).isLessThanOrEqualTo(1_000);
    assertThat(topic.events().size()).isEqualTo(2_500);
  }

  private void reports(int devices) {
    for (int minute = 0; minute < 60; minute++) {
      reportsAt(minute, devices);
    }
  }

  private void reportsAt(int minute, int devices) {
    var readings = new ArrayList<AcceptedReading>();
    for (int i = 0; i < devices; i++) {
      readings.add(accepted(new SeriesKey("pump-" + i, PUMP.metric()), minute, quiet(minute)));
    }
    process(readings);
  }

  private void process(List<AcceptedReading> readings) {
    var function = new DetectBatch(store, topic, new WarmDevices(0), () -> rules, Admission.FREE);
    World.deliver(Blocks.batch(readings), function, Blocks::patience);
  }

  /// A heartbeat that comes through, and a sweep.
  private void sweep(int minute) {
    Instant now = Blocks.START.plusSeconds(60L * minute);
    var source = new SourcePosition(Blocks.SHARD, BigInteger.valueOf(1_000L + minute), 0);
    process(
        Heartbeat.devices(BUCKETS).stream()
            .map(name -> new Reading(new SeriesKey(name, Heartbeat.METRIC), now, 1, ""))
            .map(beat -> new AcceptedReading(beat, now, source))
            .toList());
    Swept swept = sweep.run(now, Blocks.patience());
    assertThat(swept.trouble()).isEmpty();
    assertThat(swept.watermark()).contains(now);
  }

  private static Rules rules(String options) {
    String file = "{'rules': [{'device': '*', %s}]}".formatted(options);
    return Rules.parse(file.replace('\'', '"').getBytes(UTF_8));
  }

  /// The store, which knows the most devices that were ever loaded at once.
  private DeviceStore counting() {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        loads = Math.max(loads, devices.size());
        return store.load(devices);
      }

      @Override
      public Optional<Device> save(Device device) {
        return store.save(device);
      }
    };
  }
}
