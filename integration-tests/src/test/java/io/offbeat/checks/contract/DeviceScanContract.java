package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.Glance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  default void a_glance_tells_when_a_device_is_due_and_what_waits() {
    Device device = DeviceStoreContract.device("pump-7", 60);
    store().save(device);

    Glance glance = scan().scan().getFirst();

    assertThat(glance.due()).isEqualTo(device.due());
    assertThat(glance.waiting()).isEqualTo(device.outbox().size());
  }

  @Test
  default void a_visit_shows_every_device_whole() {
    Device device = DeviceStoreContract.device("pump-7", 60);
    store().save(device);
    store().save(DeviceStoreContract.device("pump-8", 2));
    store().save(DeviceStoreContract.device("offbeat.heartbeat-3", 2));
    Map<String, Glance> glances = new TreeMap<>();
    Map<String, Device> devices = new TreeMap<>();

    scan()
        .visit((glance, visited) -> {
          glances.put(glance.device(), glance);
          devices.put(visited.name(), visited);
        });

    assertThat(glances.values()).containsExactlyInAnyOrderElementsOf(scan().scan());
    assertThat(devices).containsOnlyKeys("pump-7", "pump-8", "offbeat.heartbeat-3");
    assertThat(devices.values())
        .filteredOn(visited -> visited.name().equals("pump-7"))
        .allSatisfy(visited -> {
          assertThat(visited.version()).isEqualTo(1);
          assertThat(DeviceCodec.encode(visited)).isEqualTo(DeviceCodec.encode(device));
          assertThat(glances)
              .hasEntrySatisfying(
                  "pump-7",
                  glance -> assertThat(glance.lastArrival()).isEqualTo(device.lastArrival()));
        });
  }
}
