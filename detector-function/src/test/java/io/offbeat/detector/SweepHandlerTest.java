package io.offbeat.detector;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.RulesSource;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepHandlerTest {
  private static final int BUCKETS = 2;

  private final List<String> lines = new ArrayList<>();
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();

  @Test
  void while_no_watermark_is_known_there_is_no_lag_but_what_is_unseen() {
    beat(Heartbeat.devices(BUCKETS).subList(0, 1));

    sweep();

    assertThat(lines.getFirst())
        .contains("\"unseen\":1,", "\"watermark\":\"unknown\"")
        .doesNotContain("\"lag\"");
  }

  @Test
  void the_lag_is_the_time_since_the_watermark() {
    beat(Heartbeat.devices(BUCKETS));

    sweep();

    assertThat(lines.getFirst())
        .contains("\"unseen\":0,", "\"lag\":90,", "\"watermark\":\"" + Blocks.START);
  }

  private void beat(List<String> devices) {
    var source = new SourcePosition(Blocks.SHARD, BigInteger.ONE, 0);
    var beats =
        devices.stream()
            .map(name -> new Reading(new SeriesKey(name, Heartbeat.METRIC), Blocks.START, 1, ""))
            .map(beat -> new AcceptedReading(beat, Blocks.START, source))
            .toList();
    World.deliver(
        Blocks.batch(beats), new DetectBatch(store, topic, new WarmDevices(0)), Blocks::patience);
  }

  private void sweep() {
    Instant now = Blocks.START.plusSeconds(90);
    var sweep =
        new Sweep(
            new Sweep.Devices(store, store),
            new Sweep.Outlets(
                topic, new InMemoryHeartbeats(Set.of(Blocks.SHARD)), new InMemoryCensusBoard()),
            BUCKETS,
            RulesSource.NONE);
    new SweepHandler(
            sweep, new BatchLog("test", "sweep", lines::add), Clock.fixed(now, UTC), new Random(1))
        .handleRequest(new ScheduledEvent(), new OutOfTime());
  }
}
