package io.offbeat.detector;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The devices that a warm instance saved last, so that it need not load them again.
///
/// A device is in one place only: who takes it owns it, and gives it back when it is as saved. One
/// that another instance has saved meanwhile is found out by its version when it is saved; it was
/// taken, so it is loaded anew. Bounded by the series inside, least recently used out first.
/// Thread-safe.
public final class WarmDevices {
  /// Series that fit beside everything else in a function of 1,024 MB.
  public static final int MAX_SERIES = 100_000;

  private final int most;
  private final SequencedMap<String, Device> devices = new LinkedHashMap<>();
  private int series;

  /// @param most how many series to keep, 0 for none
  public WarmDevices(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("a cache cannot keep %d series".formatted(most));
    }
    this.most = most;
  }

  /// The device as it was given, which is then no longer here.
  public synchronized Optional<Device> take(String name) {
    Device device = devices.remove(name);
    if (device != null) {
      series -= weight(device);
    }
    return Optional.ofNullable(device);
  }

  /// Keeps a device that is as saved.
  public synchronized void give(Device device) {
    take(device.name());
    devices.putLast(device.name(), device);
    series += weight(device);
    for (Iterator<Device> oldest = devices.values().iterator(); series > most; ) {
      series -= weight(oldest.next());
      oldest.remove();
    }
  }

  /// How many series are kept.
  public synchronized int series() {
    return series;
  }

  /// A device without a series takes room too.
  private static int weight(Device device) {
    return Math.max(1, device.size());
  }
}
