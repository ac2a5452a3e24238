package io.offbeat.detector;

import io.offbeat.detector.Admission.Candidate;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What one batch has for one device, and how far that is done. Devices are independent: trouble
/// with one leaves the others' work alone.
final class DeviceWork {
  /// How often a save may be lost to a faster one: then it is not chance but another invocation
  /// with the same blocks, and this one had better come again later.
  static final int MOST_CONFLICTS = 3;

  private final String name;
  private final int bucket;
  private final List<Part> parts = new ArrayList<>();
  private final Tally<DetectCount> tally = DetectCount.tally();

  /// How many parts are saved.
  private int done;

  /// The device as loaded or saved last; null when it must be loaded.
  private @Nullable Device device;

  /// What is done besides folding blocks.
  private final Entry entry;

  private @Nullable TransientFailure trouble;
  private int conflicts;

  /// What one block has of the device.
  private record Part(BigInteger block, List<AcceptedReading> readings) {}

  /// An entry of a device's fold that is no reading. It may be made again, on the device as loaded
  /// anew.
  interface Entry {
    /// Makes it.
    ///
    /// @return how many events that made
    int on(Device device);
  }

  private DeviceWork(String name, int bucket, Entry entry) {
    this.name = name;
    this.bucket = bucket;
    this.entry = entry;
  }

  /// The work of folding a bucket's blocks.
  DeviceWork(String name, int bucket) {
    this(name, bucket, _ -> 0);
  }

  /// The work of making an entry.
  static DeviceWork of(String name, Entry entry) {
    return new DeviceWork(name, 0, entry);
  }

  /// Adds a reading of a block; blocks come in order.
  void add(BigInteger block, AcceptedReading accepted) {
    if (parts.isEmpty() || !parts.getLast().block().equals(block)) {
      parts.add(new Part(block, new ArrayList<>()));
    }
    parts.getLast().readings().add(accepted);
    tally.add(DetectCount.READINGS, 1);
  }

  int bucket() {
    return bucket;
  }

  /// Whether it is not known that the device was ever saved. Reserved devices are no newcomers.
  boolean isNew() {
    return device != null && device.version() == 0 && !Reserved.isDevice(name);
  }

  /// What admission has to decide.
  List<Candidate> candidates() {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> {
          Part part = parts.get(i);
          return new Candidate(name, i, part.block(), part.readings().getFirst().arrivedAt());
        })
        .toList();
  }

  /// Leaves the first blocks out: the device was not let in before.
  void refuse(int most) {
    for (; done < most; done++) {
      tally.add(DetectCount.REFUSED, parts.get(done).readings().size());
    }
  }

  /// Leaves the blocks from one on to the batch that resumes there.
  void leaveFrom(BigInteger block) {
    while (done < parts.size() && parts.getLast().block().compareTo(block) >= 0) {
      tally.add(DetectCount.LEFT, parts.removeLast().readings().size());
    }
  }

  /// Whether a block has something for it.
  boolean hasBlocks() {
    return !parts.isEmpty();
  }

  String name() {
    return name;
  }

  boolean isHeartbeat() {
    return Heartbeat.isDevice(name);
  }

  boolean mustLoad() {
    return device == null;
  }

  /// Takes the device as an earlier batch saved it.
  void warm(Device saved) {
    device = saved;
    tally.add(DetectCount.WARM, 1);
  }

  void loaded(Device loaded) {
    device = loaded;
    tally.add(DetectCount.LOADS, 1);
  }

  /// Folds as many blocks as the outbox has room for, and saves once if that changed anything.
  ///
  /// The device in hand is given up until its save is known: what a lost save leaves behind is of
  /// no use. Had it been saved after all, the next fold finds replays.
  ///
  /// @param rules what to judge by
  void advance(DeviceStore store, Rules rules) {
    Device current = Objects.requireNonNull(device, name);
    current.by(rules);
    device = null;
    trouble = null;
    var folded = DetectCount.tally();
    if (current.hasRoom()) {
      folded.add(DetectCount.EVENTS, entry.on(current));
    }
    int end = done;
    while (end < parts.size() && current.hasRoom()) {
      folded.addAll(current.fold(parts.get(end).readings()));
      end++;
    }
    try {
      device = current.changed() ? save(current, store) : current;
      done = end;
      tally.addAll(folded);
    } catch (TransientFailure failure) {
      trouble = failure;
    }
  }

  private Device save(Device current, DeviceStore store) {
    Optional<Device> saved = store.save(current);
    conflicts += saved.isPresent() ? 0 : 1;
    tally.add(saved.isPresent() ? DetectCount.SAVES : DetectCount.CONFLICTS, 1);
    return saved.orElseThrow(
        () -> new TransientFailure("save of device %s lost to a faster one".formatted(name)));
  }

  /// The events that are saved with the device, and not known to be published.
  List<EpisodeEvent> outbox() {
    return device == null ? List.of() : device.outbox();
  }

  /// Notes that the whole outbox is published; the next save says so.
  void published() {
    if (device != null && !device.outbox().isEmpty()) {
      device.clearOutbox();
    }
  }

  void fail(TransientFailure failure) {
    trouble = failure;
  }

  /// The trouble that stands in the way; null when there is none.
  @Nullable TransientFailure trouble() {
    return trouble;
  }

  /// Whether its saves were lost too often to try again.
  boolean isBeaten() {
    return conflicts >= MOST_CONFLICTS;
  }

  /// The device, if it is as the store has it and nothing of it waits.
  Optional<Device> asSaved() {
    return Optional.ofNullable(device)
        .filter(saved -> trouble == null && !saved.changed() && saved.version() > 0);
  }

  /// Whether nothing is in the way of a first round, and not all that came was refused.
  boolean isToDo() {
    return trouble == null && (parts.isEmpty() || done < parts.size());
  }

  /// Whether there is more to do, and nothing in the way.
  boolean isOpen() {
    return trouble == null && (done < parts.size() || (device != null && device.changed()));
  }

  /// Where the batch resumes for this device's sake: its first block that is not saved; if all are
  /// and only events wait, its last one, since any block of a device makes the batch publish them.
  BigInteger resumeFrom() {
    return parts.get(Math.min(done, parts.size() - 1)).block();
  }

  /// What became of the readings, those left behind among them.
  Tally<DetectCount> tally() {
    var all = DetectCount.tally();
    all.addAll(tally);
    for (Part part : parts.subList(done, parts.size())) {
      all.add(DetectCount.LEFT, part.readings().size());
    }
    return all;
  }
}
