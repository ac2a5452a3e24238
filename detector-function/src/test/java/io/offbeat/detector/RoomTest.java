package io.offbeat.detector;

import static io.offbeat.detector.Blocks.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.Tally;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A device whose state would not fit into an item.
class RoomTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final int A_BLOCK = 60;

  private final Random random = new Random(1);

  /// Names that nothing packs.
  private final List<String> metrics =
      IntStream.range(0, Device.MAX_SERIES)
          .mapToObj(i ->
              i
                  + "-"
                  + random
                      .ints(240, '!', '~')
                      .collect(
                          StringBuilder::new,
                          StringBuilder::appendCodePoint,
                          StringBuilder::append))
          .toList();

  private final Device device = Device.fresh("pump-7");
  private long position;

  @Test
  void series_that_know_too_much_to_fit_are_fewer_and_one_incident_says_so() {
    device.by(rules("'season': 'weekly'"));
    long forgotten = 0;
    long refused = 0;
    for (int block = 0; block < 16; block++) {
      Tally<DetectCount> tally = fold(block * A_BLOCK, A_BLOCK, this::daily);
      forgotten += tally.get(DetectCount.FORGOTTEN);
      refused += tally.get(DetectCount.REFUSED);
      assertThat(tally.imbalance()).isEqualTo((long) metrics.size() * A_BLOCK);
      assertThat(DeviceCodec.encode(device).length).isLessThanOrEqualTo(Device.MAX_BYTES);
    }

    assertThat(forgotten).isPositive();
    assertThat(refused).isGreaterThan(forgotten * A_BLOCK / 2);
    assertThat(device.size()).isEqualTo(Device.MAX_SERIES - forgotten);
    assertThat(device.outbox())
        .filteredOn(event -> event.kind() == Kind.BURST)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.series().metric()).isEqualTo(Crowd.METRIC);
          assertThat(event.why()).startsWith("no room for more than ");
        });
  }

  @Test
  void all_that_are_forgotten_at_once_are_counted() {
    device.by(rules("'season': 'weekly'"));

    Tally<DetectCount> tally = fold(0, 16 * A_BLOCK, this::daily);

    long forgotten = tally.get(DetectCount.FORGOTTEN);
    assertThat(forgotten).isGreaterThan(Device.MAX_SERIES / 10);
    assertThat(device.size()).isEqualTo(Device.MAX_SERIES - forgotten);
  }

  @Test
  void series_with_something_open_are_the_last_to_go() {
    device.by(rules("'season': 'weekly'"));
    fold(0, A_BLOCK, this::daily);
    String ill = metrics.getFirst();
    device.fold(List.of(accepted(ill, A_BLOCK, 500)));

    for (int block = 1; block < 16; block++) {
      fold(block * A_BLOCK + 1, A_BLOCK, this::daily, metrics.subList(1, metrics.size()));
    }

    assertThat(device.size()).isLessThan(Device.MAX_SERIES);
    assertThat(device.judged()).contains(ill);
  }

  @Test
  void episodes_that_make_too_many_events_at_once_are_told_as_far_as_there_is_room() {
    fold(0, A_BLOCK, _ -> 20 + random.nextGaussian());

    Tally<DetectCount> tally =
        fold(
            A_BLOCK,
            A_BLOCK,
            i -> i % 10 == 0 ? 500 + 100 * random.nextGaussian() : 20 + random.nextGaussian());

    assertThat(tally.get(DetectCount.EVENTS)).isGreaterThan(1_000);
    assertThat(tally.get(DetectCount.UNTOLD)).isPositive();
    assertThat(DeviceCodec.encode(device).length).isLessThanOrEqualTo(Device.MAX_BYTES);
    assertThat(device.outbox().size()).isLessThanOrEqualTo(Device.MAX_PENDING + 1);
    EpisodeEvent last = device.outbox().getLast();
    assertThat(last.kind()).isEqualTo(Kind.FAULTY);
    assertThat(last.change()).isEqualTo(Change.ENDED);
    assertThat(last.why()).contains(tally.get(DetectCount.UNTOLD) + " events of them are left out");
  }

  private double daily(int quarter) {
    double outlier = random.nextInt(40) == 0 ? 30 * random.nextGaussian() : 0;
    return 20 + random.nextGaussian() + 5 * Math.sin(quarter * Math.PI / 48) + outlier;
  }

  private Tally<DetectCount> fold(int from, int length, IntToDoubleFunction value) {
    return fold(from, length, value, metrics);
  }

  /// A block of readings of every metric, a quarter of an hour apart.
  private Tally<DetectCount> fold(
      int from, int length, IntToDoubleFunction value, List<String> of) {
    var readings = new ArrayList<AcceptedReading>();
    for (int quarter = from; quarter < from + length; quarter++) {
      for (String metric : of) {
        readings.add(accepted(metric, quarter, value.applyAsDouble(quarter)));
      }
    }
    return device.fold(readings);
  }

  private AcceptedReading accepted(String metric, int quarter, double value) {
    Instant at = START.plus(QUARTER.multipliedBy(quarter));
    return new AcceptedReading(
        new Reading(new SeriesKey(device.name(), metric), at, value, ""),
        at,
        new SourcePosition(Blocks.SHARD, BigInteger.valueOf(++position), 0));
  }

  private static Rules rules(String options) {
    String file = "{'rules': [{'device': '*', %s}]}".formatted(options);
    return Rules.parse(file.replace('\'', '"').getBytes(UTF_8));
  }
}
