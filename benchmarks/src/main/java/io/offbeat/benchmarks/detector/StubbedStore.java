package io.offbeat.benchmarks.detector;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// A network that costs nothing: every save stands, and no device was ever saved before.
final class StubbedStore implements DeviceStore {
  @Override
  public Map<String, Device> load(Collection<String> devices) {
    return Map.of();
  }

  @Override
  public Optional<Device> save(Device device) {
    return Optional.of(device.savedAs(device.version() + 1));
  }
}
