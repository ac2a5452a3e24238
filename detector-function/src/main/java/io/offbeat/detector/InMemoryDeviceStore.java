package io.offbeat.detector;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// Devices in memory, as the bytes that any store keeps: what was loaded and what was saved share
/// nothing.
public final class InMemoryDeviceStore implements DeviceStore, DeviceScan {
  private final Map<String, Saved> devices = new HashMap<>();

  private static final class Saved {
    final long version;
    final byte[] state;
    final Glance glance;

    Saved(long version, byte[] state, Glance glance) {
      this.version = version;
      this.state = state;
      this.glance = glance;
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
    return replace(device.version(), state, device.glance())
        ? Optional.of(device.savedAs(device.version() + 1))
        : Optional.empty();
  }

  /// Saves a device as another release does, whose layout may keep less of it.
  ///
  /// @param layout what that release makes of the bytes
  /// @return the device as it is read again
  public Optional<Device> saveAs(Device device, UnaryOperator<byte[]> layout) {
    byte[] state = layout.apply(DeviceCodec.encode(device));
    Device saved = DeviceCodec.decode(device.name(), device.version() + 1, state);
    return replace(device.version(), state, device.glance())
        ? Optional.of(saved)
        : Optional.empty();
  }

  @Override
  public synchronized List<Glance> scan() {
    return devices.values().stream().map(saved -> saved.glance).toList();
  }

  @Override
  public synchronized void visit(BiConsumer<Glance, Device> each) {
    devices.forEach((name, saved) ->
        each.accept(saved.glance, DeviceCodec.decode(name, saved.version, saved.state)));
  }

  private synchronized boolean replace(long version, byte[] state, Glance glance) {
    Saved newest = devices.get(glance.device());
    if ((newest == null ? 0 : newest.version) != version) {
      return false;
    }
    devices.put(glance.device(), new Saved(version + 1, state, glance));
    return true;
  }
}
