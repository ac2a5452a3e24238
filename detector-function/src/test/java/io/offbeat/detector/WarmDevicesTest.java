package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmDevicesTest {
  @Test
  void a_device_that_is_taken_is_gone() {
    var warm = new WarmDevices(10);
    Device pump = device("pump", 2);
    warm.give(pump);

    assertThat(warm.take("pump")).containsSame(pump);
    assertThat(warm.take("pump")).isEmpty();
    assertThat(warm.series()).isZero();
  }

  @Test
  void the_least_recently_used_leave_first() {
    var warm = new WarmDevices(4);
    warm.give(device("a", 2));
    warm.give(device("b", 1));
    warm.give(warm.take("a").orElseThrow());

    warm.give(device("c", 2));

    assertThat(warm.take("b")).isEmpty();
    assertThat(warm.take("a")).isPresent();
    assertThat(warm.take("c")).isPresent();
  }

  @Test
  void a_device_that_is_given_twice_counts_once() {
    var warm = new WarmDevices(10);
    warm.give(device("a", 2));
    warm.give(device("a", 3));

    assertThat(warm.series()).isEqualTo(3);
  }

  @Test
  void a_device_larger_than_the_room_is_not_kept() {
    var warm = new WarmDevices(4);
    warm.give(device("a", 2));
    warm.give(device("b", 5));

    assertThat(warm.series()).isZero();
  }

  private static Device device(String name, int metrics) {
    Device device = Device.fresh(name);
    for (int i = 0; i < metrics; i++) {
      var series = new SeriesKey(name, "metric-" + i);
      device.fold(List.of(Blocks.accepted(series, i, 20)));
    }
    return device;
  }
}
