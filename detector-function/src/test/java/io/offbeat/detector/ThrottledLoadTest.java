package io.offbeat.detector;

import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottledLoadTest {
  private static final int DEVICES = 20;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private int reads;

  @Test
  void what_a_table_gives_slowly_is_enough_in_the_end() {
    Detected detected = process(Blocks.patience(Duration.ofMinutes(4)));

    assertThat(detected.outcome()).isEqualTo(new Completed());
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(DEVICES);
    assertThat(reads).isEqualTo(DEVICES);
  }

  @Test
  void when_time_is_up_the_batch_resumes_where_the_first_is_missing_and_the_rest_is_saved() {
    Detected detected = process(Blocks.patience(Duration.ofSeconds(10)));

    assertThat(detected.outcome()).isInstanceOf(RetryFrom.class);
    assertThat(reads).isBetween(3, DEVICES - 1);
    assertThat(detected.tally().get(DetectCount.LEARNED)).isEqualTo(reads);
    assertThat(detected.tally().get(DetectCount.LEFT)).isEqualTo(DEVICES - reads);
    assertThat(store.scan()).hasSize(reads);
  }

  private Detected process(Patience patience) {
    List<AcceptedReading> readings =
        IntStream.range(0, DEVICES)
            .mapToObj(i -> accepted(new SeriesKey("pump-" + i, "load"), i, 5))
            .toList();
    var function = new DetectBatch(slow(), new InMemoryEpisodePublisher(), new WarmDevices(0));
    Detected detected = function.process(batch(readings), patience);
    assertThat(detected.tally().imbalance()).isZero();
    return detected;
  }

  /// Gives one device a call.
  private DeviceStore slow() {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return store.load(devices);
      }

      @Override
      public void read(Collection<String> devices, BiConsumer<String, Optional<Device>> known) {
        reads++;
        String first = devices.iterator().next();
        known.accept(first, Optional.ofNullable(store.load(List.of(first)).get(first)));
        if (devices.size() > 1) {
          throw new TransientFailure("%d are still to come".formatted(devices.size() - 1));
        }
      }

      @Override
      public Optional<Device> save(Device device) {
        return store.save(device);
      }
    };
  }
}
