package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.Glance;
import io.offbeat.model.Census;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a [DeviceScan] promises.
interface DeviceScanContract {
  /// The store whose devices are scanned, empty at first.
  DeviceStore store();

  /// The scan.
  DeviceScan scan();

  @Test
  default void every_device_is_seen_once() {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "pump-" + i).toList();
    names.forEach(name -> store().save(DeviceStoreContract.device(name, 1)));

    assertThat(scan().scan()).extracting(Glance::device).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  default void the_newest_scan_sees_what_was_just_saved() {
    Device device = DeviceStoreContract.device("pump-7", 60);
    store().save(device);

    assertThat(scan().scanNewest()).containsExactlyElementsOf(scan().scan());
    assertThat(scan().scanNewest())
        .extracting(Glance::lastArrival)
        .containsExactly(device.lastArrival());
  }

  @Test
  default void a_glance_tells_when_a_device_is_due_and_what_waits() {
    Device device = DeviceStoreContract.device("pump-7", 60);
    store().save(device);

    Glance glance = scan().scan().getFirst();

    assertThat(glance.due()).isEqualTo(device.due());
    assertThat(glance.waiting()).isEqualTo(device.outbox().size());
  }

  @Test
  default void a_census_counts_who_reported_within_the_hour_and_what() {
    Device device = DeviceStoreContract.device("pump-7", 3);
    store().save(device);
    store().save(DeviceStoreContract.device("pump-8", 2));
    store().save(DeviceStoreContract.device("offbeat.heartbeat-3", 2));
    Instant newest = device.lastArrival();

    Census now = scan().census(newest);
    Census anHourLater = scan().census(newest.plus(Census.RECENT));

    assertThat(now).isEqualTo(new Census(newest, 2, Map.of("temperature", 2)));
    assertThat(anHourLater.devices()).isEqualTo(1);
    assertThat(anHourLater.of("temperature")).isEqualTo(1);
    assertThat(scan().scan())
        .filteredOn(glance -> glance.device().equals("pump-7"))
        .extracting(Glance::lastArrival)
        .containsExactly(newest);
  }
}
