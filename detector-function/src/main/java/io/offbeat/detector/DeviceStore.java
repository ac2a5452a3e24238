package io.offbeat.detector;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Keeps the state of every device.
public interface DeviceStore {
  /// How many devices are worth saving side by side: as many as it answers at once.
  default int lanes() {
    return 1;
  }

  /// The newest saved state of each device; one never saved is absent.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when one cannot be read
  Map<String, Device> load(Collection<String> devices);

  /// Reads the newest saved state of each device, and hands it over as soon as it is known: so what
  /// one try has read, the next need not read again.
  ///
  /// @param devices their names
  /// @param known takes each name with its device, which is empty when it was never saved
  /// @throws io.offbeat.lambda.TransientFailure when one cannot be read: those handed over are
  default void read(Collection<String> devices, BiConsumer<String, Optional<Device>> known) {
    Map<String, Device> loaded = load(devices);
    devices.forEach(name -> known.accept(name, Optional.ofNullable(loaded.get(name))));
  }

  /// Saves a device, if the version it was loaded with is still the newest.
  ///
  /// @return the device as saved, with its new version, or empty when another was faster: the state
  ///   is stale, load it again
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be saved
  Optional<Device> save(Device device);
}
