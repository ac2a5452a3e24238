package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Fleet.Sight;
import io.offbeat.lambda.RulesSource;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Census;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final int BUCKETS = 2;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final InMemoryCensusBoard board = new InMemoryCensusBoard();
  private long position;

  @Test
  void a_whole_stream_gone_silent_is_one_episode() {
    report(0, 60, 12);

    sweeps(60, 80);

    assertThat(topic.events()).extracting(EpisodeEvent::series).containsExactly(Fleet.SERIES);
    assertThat(topic.events().getFirst().kind()).isEqualTo(Kind.SILENT);
    assertThat(topic.events().getFirst().why()).contains("nothing has arrived");
  }

  @Test
  void a_fleet_that_reports_every_few_seconds_is_one_too() {
    List<Glance> glances =
        IntStream.range(0, 8)
            .mapToObj(i -> Blocks.START.plusSeconds(i))
            .map(last -> new Glance("pump-" + last, Optional.of(last.plusSeconds(68)), 0, last))
            .toList();
    Instant newest = Blocks.START.plusSeconds(7);

    Sight early = Sight.of(glances, newest.plusSeconds(60), Instant.EPOCH);
    Sight late = Sight.of(glances, newest.plusSeconds(75), Instant.EPOCH);

    assertThat(early.silent()).isFalse();
    assertThat(late.silent()).isTrue();
    assertThat(late.missed()).isEqualTo(8);
  }

  @Test
  void a_small_fleet_is_one_too() {
    report(0, 60, 2);

    sweeps(60, 80);

    assertThat(topic.events()).extracting(EpisodeEvent::series).containsExactly(Fleet.SERIES);
  }

  @Test
  void a_part_of_the_fleet_that_stops_is_told_of_device_by_device() {
    report(0, 60, 12);
    for (int minute = 60; minute < 80; minute++) {
      report(minute, minute + 1, 1);
      sweeps(minute, minute + 1);
    }

    assertThat(topic.events())
        .hasSize(11)
        .allMatch(event -> event.kind() == Kind.SILENT && event.change() == Change.STARTED)
        .extracting(event -> event.series().device())
        .doesNotContain("pump-0", Fleet.DEVICE);
  }

  @Test
  void a_fleet_that_comes_back_has_its_limits_anew_and_who_stays_away_is_told_of() {
    report(0, 60, 12);
    sweeps(60, 80);
    topic.take();

    report(80, 81, 3);
    sweeps(81, 82);
    assertThat(topic.events()).extracting(EpisodeEvent::series).containsExactly(Fleet.SERIES);
    assertThat(topic.take().getFirst().change()).isEqualTo(Change.ENDED);

    for (int minute = 82; minute < 95; minute++) {
      report(minute, minute + 1, 11);
      sweeps(minute, minute + 1);
    }

    assertThat(topic.events())
        .extracting(event -> event.series().device())
        .containsExactly("pump-11");
  }

  @Test
  void a_scan_from_before_the_pipeline_caught_up_makes_no_fleet_silent() {
    report(0, 60, 12);
    List<Glance> old = store.scan();
    report(60, 80, 12);
    beat(minute(80));

    sweep(minute(80), new OldScan(old));

    assertThat(topic.events()).isEmpty();
  }

  @Test
  void a_sweep_that_saw_the_fleet_before_another_did_changes_nothing() {
    Fleet silent = Fleet.UNKNOWN.after(stopped(70));
    Fleet back = silent.after(new Sight(2, 0, 1, 0, minute(71), minute(72)));

    Fleet late = back.after(stopped(71)).counted(minute(71));

    assertThat(silent.silent()).isTrue();
    assertThat(back.silent()).isFalse();
    assertThat(late).isEqualTo(back.counted(minute(71)));
    assertThat(late.counted(minute(70))).isEqualTo(late);
  }

  /// Two devices that have not reported since minute 60.
  private static Sight stopped(int watermark) {
    return new Sight(2, 2, 2, 2, minute(60), minute(watermark));
  }

  @Test
  void an_hour_s_devices_are_counted_once_an_hour() {
    report(0, 60, 12);

    sweeps(60, 61);

    assertThat(board.newest()).contains(new Census(minute(60), 12, Map.of("load", 12)));
    report(60, 61, 3);
    sweeps(61, 119);
    assertThat(board.newest().orElseThrow().at()).isEqualTo(minute(60));
    sweeps(120, 121);
    assertThat(board.newest()).contains(new Census(minute(120), 3, Map.of("load", 3)));
  }

  /// Readings of the first `devices` pumps, one a minute each.
  private void report(int from, int to, int devices) {
    var blocks = new ArrayList<List<AcceptedReading>>();
    for (int minute = from; minute < to; minute++) {
      Instant at = minute(minute);
      blocks.add(
          IntStream.range(0, devices)
              .mapToObj(i -> accepted(new SeriesKey("pump-" + i, "load"), at))
              .toList());
    }
    for (List<AcceptedReading> block : blocks) {
      process(block);
    }
  }

  /// A heartbeat that comes through, and a sweep, each minute.
  private void sweeps(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      Instant now = minute(minute);
      beat(now);
      sweep(now, store);
    }
  }

  private void beat(Instant now) {
    process(
        Heartbeat.devices(BUCKETS).stream()
            .map(device -> accepted(new SeriesKey(device, Heartbeat.METRIC), now))
            .toList());
  }

  private void sweep(Instant now, DeviceScan scan) {
    var swept =
        new Sweep(
                new Sweep.Devices(store, scan),
                new Sweep.Outlets(topic, new InMemoryHeartbeats(Set.of(Blocks.SHARD)), board),
                BUCKETS,
                RulesSource.NONE)
            .run(now, Blocks.patience());
    assertThat(swept.watermark()).contains(now);
    assertThat(swept.trouble()).isEmpty();
  }

  /// Shows what was, unless asked for the newest.
  private final class OldScan implements DeviceScan {
    private final List<Glance> old;

    OldScan(List<Glance> old) {
      this.old = old;
    }

    @Override
    public List<Glance> scan() {
      return old;
    }

    @Override
    public void visit(BiConsumer<Glance, Device> each) {
      store.visit(each);
    }
  }

  private void process(List<AcceptedReading> readings) {
    World.deliver(
        Blocks.batch(readings),
        new DetectBatch(store, topic, new WarmDevices(0)),
        Blocks::patience);
  }

  private AcceptedReading accepted(SeriesKey series, Instant at) {
    var source = new SourcePosition(Blocks.SHARD, BigInteger.valueOf(++position), 0);
    return new AcceptedReading(new Reading(series, at, 5, ""), at, source);
  }

  private static Instant minute(int minute) {
    return Blocks.START.plusSeconds(60L * minute);
  }
}
