package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.DeviceStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a [DeviceStore] promises.
interface DeviceStoreContract {
  /// The store, empty at first.
  DeviceStore store();

  @Test
  default void a_device_never_saved_is_absent() {
    store().save(device("pump-7", 3));

    assertThat(store().load(List.of("pump-7", "pump-8"))).containsOnlyKeys("pump-7");
    assertThat(store().load(List.of())).isEmpty();
  }

  @Test
  default void what_was_saved_is_loaded_with_its_version() {
    Device saved = store().save(device("Pumpe Süd #7", 50)).orElseThrow();

    assertSame(loaded("Pumpe Süd #7"), saved);
    assertThat(saved.version()).isPositive();
  }

  @Test
  default void a_save_builds_on_the_save_before() {
    Device first = store().save(device("pump-7", 3)).orElseThrow();
    first.fold(Examples.readings("pump-7", 3, 4));
    Device second = store().save(first).orElseThrow();

    assertSame(loaded("pump-7"), second);
    assertThat(second.version()).isGreaterThan(first.version());
  }

  @Test
  default void a_save_over_a_newer_version_is_refused_and_changes_nothing() {
    store().save(device("pump-7", 3));
    Device stale = loaded("pump-7");
    Device newer = store().save(loaded("pump-7")).orElseThrow();
    stale.fold(Examples.readings("pump-7", 3, 4));

    assertThat(store().save(stale)).isEmpty();
    assertSame(loaded("pump-7"), newer);
  }

  @Test
  default void a_first_save_where_there_is_a_device_is_refused() {
    Device first = store().save(device("pump-7", 3)).orElseThrow();

    assertThat(store().save(device("pump-7", 9))).isEmpty();
    assertSame(loaded("pump-7"), first);
  }

  @Test
  default void one_of_many_savers_wins() {
    List<Optional<Device>> saved = Together.run(8, i -> store().save(device("pump-7", i + 1)));

    assertThat(saved).filteredOn(Optional::isPresent).hasSize(1);
    assertSame(
        loaded("pump-7"), saved.stream().flatMap(Optional::stream).findFirst().orElseThrow());
  }

  @Test
  default void more_devices_than_one_call_takes_are_all_loaded() {
    List<String> names = IntStream.range(0, 130).mapToObj(i -> "pump-" + i).toList();
    Together.run(names.size(), i -> store().save(device(names.get(i), 1)));

    assertThat(store().load(names)).containsOnlyKeys(names);
  }

  @Test
  default void a_device_asked_for_twice_is_loaded_once() {
    store().save(device("pump-7", 3));

    assertThat(store().load(List.of("pump-7", "pump-7"))).containsOnlyKeys("pump-7");
  }

  @Test
  default void what_happens_to_a_loaded_device_does_not_matter_until_it_is_saved() {
    Device saved = store().save(device("pump-7", 3)).orElseThrow();
    byte[] state = DeviceCodec.encode(saved);
    loaded("pump-7").fold(Examples.readings("pump-7", 3, 4));
    saved.fold(Examples.readings("pump-7", 3, 4));

    assertThat(DeviceCodec.encode(loaded("pump-7"))).isEqualTo(state);
  }

  /// A device never saved, with one series.
  static Device device(String name, int readings) {
    Device device = Device.fresh(name);
    device.fold(Examples.readings(name, 0, readings));
    return device;
  }

  private Device loaded(String name) {
    Map<String, Device> loaded = store().load(List.of(name));
    return Optional.ofNullable(loaded.get(name)).orElseThrow();
  }

  private static void assertSame(Device actual, Device expected) {
    assertThat(actual.version()).isEqualTo(expected.version());
    assertThat(DeviceCodec.encode(actual)).isEqualTo(DeviceCodec.encode(expected));
  }
}
