package io.offbeat.local.storm;

import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.InMemoryDeviceStore;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Which release runs: that of now, or the one before, which reads what is written now and writes
/// states in the layout before. While one takes over from the other both run, side by side.
final class Releases {
  private final Set<Point> savedBefore = new HashSet<>();
  private boolean before;
  private boolean both;

  /// What a release saves of a device.
  interface Release {
    /// Saves it, unless another was faster.
    Optional<Device> save(InMemoryDeviceStore store, Device device);
  }

  /// How far a device was.
  private record Point(String device, ByteBuffer applied) {
    static Point of(Device device) {
      return new Point(device.name(), LayoutBefore.applied(DeviceCodec.encode(device)));
    }
  }

  /// The release before is what runs.
  void beginBefore() {
    before = true;
  }

  /// From here on the other release takes over.
  void takeOver() {
    before = !before;
    both = true;
  }

  /// The release that takes over has.
  void tookOver() {
    both = false;
  }

  /// Whether both run.
  boolean areBoth() {
    return both;
  }

  /// The release of an instance that begins now.
  ///
  /// @param random chooses while both run
  /// @param layout what the release before makes of a state's bytes
  Release next(SplittableRandom random, UnaryOperator<byte[]> layout) {
    boolean older = both ? random.nextBoolean() : before;
    return older ? (store, device) -> saveBefore(store, device, layout) : InMemoryDeviceStore::save;
  }

  private Optional<Device> saveBefore(
      InMemoryDeviceStore store, Device device, UnaryOperator<byte[]> layout) {
    var point = Point.of(device);
    Optional<Device> saved = store.saveAs(device, layout);
    saved.ifPresent(_ -> savedBefore.add(point));
    return saved;
  }

  /// Whether the release before has saved anything.
  boolean ranBefore() {
    return !savedBefore.isEmpty();
  }

  /// What one thread saves: where the release before has, what that made of the state.
  Optional<Device> saveAgain(InMemoryDeviceStore store, Device device) {
    return ranBefore() && savedBefore.contains(Point.of(device))
        ? store.saveAs(device, state -> LayoutBefore.of(state, LayoutBefore.NUMBER))
        : store.save(device);
  }
}
