package io.offbeat.detector;

import static io.offbeat.detector.Blocks.SPIKE;
import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.batch;
import static io.offbeat.detector.Blocks.patience;
import static io.offbeat.detector.Blocks.pump;
import static io.offbeat.detector.Blocks.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectBatchOutboxTest {
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final DetectBatch detectBatch = detectBatch(store, topic);

  @Test
  void events_that_the_topic_refuses_stay_in_the_outbox_until_a_retry_publishes_them() {
    var refusing = detectBatch(store, events -> events);
    StreamBatch batch = batch(pump(0, 60), pump(60, 120, 100));

    Detected refused = process(refusing, batch);

    assertThat(refused.outcome()).isInstanceOf(RetryFrom.class);
    assertThat(refused.tally().get(DetectCount.LEARNED)).isEqualTo(120);
    assertThat(refused.tally().get(DetectCount.PUBLISHED)).isZero();
    List<EpisodeEvent> waiting = saved("pump-7").outbox();
    assertThat(waiting).isNotEmpty();

    Detected retried = process(detectBatch, rest(batch, refused));

    assertThat(retried.outcome()).isEqualTo(new Completed());
    assertThat(topic.events()).isEqualTo(waiting);
    assertThat(saved("pump-7").outbox()).isEmpty();
  }

  @Test
  void an_event_that_is_refused_is_tried_again_alone() {
    var asked = new ArrayList<List<EpisodeEvent>>();
    EpisodePublisher firstTakesOne =
        events -> {
          asked.add(events);
          return asked.size() == 1 ? events.subList(1, events.size()) : List.of();
        };

    Detected detected = process(detectBatch(store, firstTakesOne), batch(pump(0, 120, 100)));

    assertThat(detected.outcome()).isEqualTo(new Completed());
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast()).isEqualTo(asked.getFirst().subList(1, asked.getFirst().size()));
    assertThat(detected.tally().get(DetectCount.PUBLISHED)).isEqualTo(asked.getFirst().size());
  }

  @Test
  void a_full_outbox_is_emptied_before_the_next_block_is_folded() {
    var published = new ArrayList<Integer>();
    EpisodePublisher counting =
        events -> {
          published.add(events.size());
          return List.of();
        };

    Detected detected =
        process(detectBatch(store, counting), batch(stormy(0), stormy(1), stormy(2)));

    assertThat(detected.outcome()).isEqualTo(new Completed());
    assertThat(published).hasSizeGreaterThan(1);
    assertThat(published.getFirst()).isGreaterThanOrEqualTo(Device.MAX_PENDING);
    assertThat(detected.tally().get(DetectCount.LEFT)).isZero();
    assertThat(saved("storm").outbox()).isEmpty();
  }

  @Test
  void readings_wait_while_a_full_outbox_cannot_be_emptied() {
    var refusing = detectBatch(store, events -> events);
    StreamBatch batch = batch(stormy(0), stormy(1), stormy(2));
    process(refusing, batch);
    List<EpisodeEvent> full = saved("storm").outbox();
    assertThat(full).hasSizeGreaterThanOrEqualTo(Device.MAX_PENDING);

    Detected again = process(refusing, batch);

    assertThat(again.tally().get(DetectCount.LEFT))
        .isEqualTo(again.tally().get(DetectCount.READINGS));
    assertThat(saved("storm").outbox()).isEqualTo(full);
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

  private static StreamBatch rest(StreamBatch batch, Detected detected) {
    var first = ((RetryFrom) detected.outcome()).first();
    return new StreamBatch(
        batch.stream(),
        batch.records().stream().filter(r -> r.sequenceNumber().compareTo(first) >= 0).toList());
  }

  private Device saved(String device) {
    return store.load(List.of(device)).values().iterator().next();
  }

  /// 80 metrics of one device that all spike in the block.
  private static List<AcceptedReading> stormy(int block) {
    var readings = new ArrayList<AcceptedReading>();
    for (int minute = 150 * block; minute < 150 * (block + 1); minute++) {
      double value = minute % 150 == 120 ? SPIKE * (block + 1) : quiet(minute);
      for (int metric = 0; metric < 80; metric++) {
        var series = new SeriesKey("storm", "metric-" + metric);
        readings.add(
            accepted(Blocks.reading(series, minute, value), Blocks.SHARD, 100L * minute + metric));
      }
    }
    return readings;
  }
}
