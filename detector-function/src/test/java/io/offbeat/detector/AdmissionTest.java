package io.offbeat.detector;

import static io.offbeat.detector.Blocks.START;
import static io.offbeat.detector.Blocks.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final int AN_HOUR = 5;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private long position;

  @Test
  void so_many_new_devices_come_in_and_the_rest_is_refused() {
    Detected detected = process(store, readings(START, 0, 8));

    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(AN_HOUR);
    assertThat(detected.tally().get(DetectCount.REFUSED)).isEqualTo(3);
    assertThat(known(0, 8)).isEqualTo(AN_HOUR);
  }

  @Test
  void known_devices_go_on_and_the_next_hour_lets_others_in() {
    process(store, readings(START, 0, 8));

    Detected same = process(store, readings(START.plusSeconds(60), 0, 8));
    Detected next = process(store, readings(START.plus(Duration.ofHours(1)), 0, 8));

    assertThat(same.tally().get(DetectCount.LEARNED)).isEqualTo(AN_HOUR);
    assertThat(next.tally().get(DetectCount.LEARNED)).isEqualTo(8);
    assertThat(next.tally().get(DetectCount.REFUSED)).isZero();
  }

  @Test
  void a_device_that_came_in_stays_in_though_the_next_hour_is_full() {
    Instant nextHour = START.plus(Duration.ofHours(1));

    Detected detected =
        process(store, readings(START, 9, 10), readings(nextHour, 0, 5), readings(nextHour, 9, 10));

    assertThat(detected.tally().get(DetectCount.REFUSED)).isZero();
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(7);
  }

  @Test
  void one_episode_says_which_prefix_explodes_and_ends_when_it_is_over() {
    process(store, readings(START, 0, 8));
    process(store, readings(START.plusSeconds(60), 5, 20));
    assertThat(topic.events()).hasSize(1);
    EpisodeEvent started = topic.events().getFirst();
    assertThat(started.series()).isEqualTo(Newcomers.SERIES);
    assertThat(started.why()).contains("such as pod-5").contains("half begin with 'pod-'");

    process(store, readings(START.plus(Duration.ofHours(3)), 50, 51));

    assertThat(topic.events())
        .extracting(EpisodeEvent::change)
        .containsExactly(Change.STARTED, Change.ENDED);
    assertThat(topic.events())
        .extracting(EpisodeEvent::episodeId)
        .containsOnly(started.episodeId());
  }

  @Test
  void every_bucket_has_its_share_and_tells_of_the_same_episode() {
    var admission = new Admission(2 * AN_HOUR, 2);
    var function = new DetectBatch(store, topic, new WarmDevices(0), RulesSource.NONE, admission);

    for (int bucket = 0; bucket < 2; bucket++) {
      var block = new io.offbeat.model.Block(bucket, readings(START, 10 * bucket, 10 * bucket + 8));
      var detected = function.process(Blocks.batch(bucket, List.of(block)), Blocks.patience());
      assertThat(detected.tally().get(DetectCount.REFUSED)).isEqualTo(3);
    }

    assertThat(topic.events()).hasSize(2);
    assertThat(topic.events()).extracting(EpisodeEvent::eventId).containsOnly(eventId());
  }

  @Test
  void a_batch_that_comes_again_decides_the_same() {
    List<List<AcceptedReading>> blocks =
        List.of(readings(START, 3, 7), readings(START, 0, 9), readings(START, 8, 12));
    var together = new AdmissionTest();
    together.process(together.store, blocks.get(0), blocks.get(1), blocks.get(2));

    for (int call = 0; call < 12; call++) {
      var shaken = new AdmissionTest();
      var killed =
          new Interruption(
              call,
              call % 2 == 0,
              () -> {
                throw new TransientFailure("once");
              });
      for (List<AcceptedReading> block : blocks) {
        shaken.process(shaken.interrupted(killed), block);
      }
      assertThat(shaken.known(0, 12)).as("call %d", call).isEqualTo(AN_HOUR);
      for (String name : names(0, 12)) {
        assertThat(shaken.store.load(List.of(name)).containsKey(name))
            .as(name)
            .isEqualTo(together.store.load(List.of(name)).containsKey(name));
      }
    }
  }

  @Test
  void a_batch_of_two_hours_that_comes_again_lets_in_whom_it_let_in_before() {
    Instant nextHour = START.plus(Duration.ofHours(1));
    List<AcceptedReading> first = readings(START, 0, AN_HOUR);
    List<AcceptedReading> second = readings(nextHour, 10, 10 + AN_HOUR);

    for (int call = 0; call < 12; call++) {
      var shaken = new AdmissionTest();
      var killed =
          new Interruption(
              call,
              true,
              () -> {
                throw new Interruption.Killed();
              });
      var function =
          new DetectBatch(
              shaken.interrupted(killed),
              shaken.topic,
              new WarmDevices(0),
              RulesSource.NONE,
              new Admission(AN_HOUR, 1));
      World.deliver(batch(first, second), function, Blocks::patience);

      assertThat(shaken.known(0, AN_HOUR)).as("call %d", call).isEqualTo(AN_HOUR);
      assertThat(shaken.known(10, 10 + AN_HOUR)).as("call %d", call).isEqualTo(AN_HOUR);
    }
  }

  @Test
  void names_for_which_an_item_has_no_room_are_refused_whatever_the_parameter_says() {
    var gate = Device.fresh(Newcomers.device(0));
    var random = new Random(1);
    List<Admission.Candidate> candidates =
        IntStream.range(0, 2_000)
            .mapToObj(i -> {
              String name =
                  random
                      .ints(SeriesKey.MAX_NAME_BYTES, '!', '~')
                      .collect(
                          StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                      .toString();
              return new Admission.Candidate(name, 0, BigInteger.valueOf(i), START);
            })
            .toList();
    Map<String, Integer> admitted = new HashMap<>();

    gate.admit(candidates, Integer.MAX_VALUE, admitted);

    assertThat(admitted.size()).isBetween(400, 500);
    assertThat(DeviceCodec.encode(gate).length).isLessThan(Device.MAX_BYTES);
    assertThat(gate.outbox()).hasSize(1);
  }

  @Test
  void the_prefix_is_the_longest_that_half_of_the_names_share() {
    assertThat(Newcomers.prefix(List.of("a-1", "a-2", "pod-12", "pod-13", "pod-14")))
        .isEqualTo("pod-1");
    assertThat(Newcomers.prefix(List.of("a", "b", "c"))).isEmpty();
    assertThat(Newcomers.prefix(List.of())).isEmpty();
  }

  private String eventId() {
    return topic.events().getFirst().eventId();
  }

  @SafeVarargs
  private Detected process(DeviceStore devices, List<AcceptedReading>... blocks) {
    var admission = new Admission(AN_HOUR, 1);
    var function = new DetectBatch(devices, topic, new WarmDevices(0), RulesSource.NONE, admission);
    Detected detected = function.process(batch(blocks), Blocks.patience());
    assertThat(detected.tally().imbalance()).isZero();
    assertThat(detected.outcome()).isEqualTo(new Completed());
    return detected;
  }

  /// A reading of each of the devices.
  private List<AcceptedReading> readings(Instant arrivedAt, int from, int to) {
    var readings = new ArrayList<AcceptedReading>();
    for (String name : names(from, to)) {
      var reading = new Reading(new SeriesKey(name, "load"), arrivedAt, 1, "");
      var source = new SourcePosition(Blocks.SHARD, BigInteger.valueOf(++position), 0);
      readings.add(new AcceptedReading(reading, arrivedAt, source));
    }
    return readings;
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "pod-" + i).toList();
  }

  private int known(int from, int to) {
    return store.load(names(from, to)).size();
  }

  private DeviceStore interrupted(Interruption interruption) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return interruption.around(() -> store.load(devices));
      }

      @Override
      public Optional<Device> save(Device device) {
        return interruption.around(() -> store.save(device));
      }
    };
  }
}
