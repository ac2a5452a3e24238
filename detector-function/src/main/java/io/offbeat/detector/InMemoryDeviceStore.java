package io.offbeat.detector;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Devices in memory, as the bytes that any store keeps: what was loaded and what was saved share
/// nothing.
public final class InMemoryDeviceStore implements DeviceStore {
  private final Map<String, Saved> devices = new HashMap<>();

  private static final class Saved {
    final long version;
    final byte[] state;

    Saved(long version, byte[] state) {
      this.version = version;
      this.state = state;
    }
  }

  @Override
  public synchronized Map<String, Device> load(Collection<String> names) {
    var loaded = new HashMap<String, Device>();
    for (String name : names) {
      Saved saved = devices.get(name);
      if (saved != null) {
        loaded.put(name, DeviceCodec.decode(name, saved.version, saved.state));
      }
    }
    return loaded;
  }

  @Override
  public Optional<Device> save(Device device) {
    byte[] state = DeviceCodec.encode(device);
    return replace(device.name(), device.version(), state)
        ? Optional.of(device.savedAs(device.version() + 1))
        : Optional.empty();
  }

  private synchronized boolean replace(String name, long version, byte[] state) {
    Saved newest = devices.get(name);
    if ((newest == null ? 0 : newest.version) != version) {
      return false;
    }
    devices.put(name, new Saved(version + 1, state));
    return true;
  }
}
