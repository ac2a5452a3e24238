package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.SeriesKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a device's state holds besides its series: whether it has too many of them, what faults it
/// shows; and on reserved devices, the new devices of a bucket, or what is known of the fleet.
///
/// One invocation owns it, with its device.
final class Reserved {
  private static final int CROWD = 1;
  private static final int NEWCOMERS = 2;
  private static final int FLEET = 4;
  private static final int FAULTS = 8;

  private @Nullable Crowd crowd;
  private @Nullable Newcomers newcomers;
  private @Nullable Fleet fleet;
  private Faults faults = new Faults();

  /// Whether a device is not one of the users' own.
  static boolean isDevice(String name) {
    return Heartbeat.isDevice(name) || Newcomers.isDevice(name) || name.equals(Fleet.DEVICE);
  }

  /// Notes a reading of a series too many.
  Optional<EpisodeEvent> refuse(SeriesKey series, Instant arrivedAt) {
    if (crowd != null) {
      crowd = crowd.with(arrivedAt);
      return Optional.empty();
    }
    crowd = Crowd.of(arrivedAt);
    return Optional.of(crowd.started(series));
  }

  Newcomers newcomers() {
    if (newcomers == null) {
      newcomers = new Newcomers();
    }
    return newcomers;
  }

  Fleet fleet() {
    return fleet == null ? Fleet.UNKNOWN : fleet;
  }

  void fleet(Fleet known) {
    fleet = known;
  }

  Faults faults() {
    return faults;
  }

  /// When the first of its episodes is over, if nothing more happens.
  Stream<Instant> ends() {
    return Stream.concat(
        Optional.ofNullable(crowd).map(Crowd::end).stream(),
        Optional.ofNullable(newcomers).flatMap(Newcomers::end).stream());
  }

  /// The events of the episodes that are over at an instant.
  List<EpisodeEvent> endBefore(String device, Instant at) {
    if (crowd == null && newcomers == null) {
      return List.of();
    }
    var events = new ArrayList<EpisodeEvent>();
    if (crowd != null && crowd.end().isBefore(at)) {
      events.add(crowd.ended(device, at));
      crowd = null;
    }
    if (newcomers != null && newcomers.end().filter(end -> end.isBefore(at)).isPresent()) {
      events.add(newcomers.ended(at));
    }
    return events;
  }

  void encode(DataOutput out) throws IOException {
    out.writeByte(
        (crowd == null ? 0 : CROWD)
            | (newcomers == null ? 0 : NEWCOMERS)
            | (fleet == null ? 0 : FLEET)
            | (faults.isEmpty() ? 0 : FAULTS));
    if (crowd != null) {
      crowd.encode(out);
    }
    if (newcomers != null) {
      newcomers.encode(out);
    }
    if (fleet != null) {
      fleet.encode(out);
    }
    if (!faults.isEmpty()) {
      faults.encode(out);
    }
  }

  static Reserved decode(DataInput in) throws IOException {
    var reserved = new Reserved();
    int parts = in.readUnsignedByte();
    if (parts > (CROWD | NEWCOMERS | FLEET | FAULTS)) {
      throw new IOException("parts %d are not known".formatted(parts));
    }
    reserved.crowd = (parts & CROWD) == 0 ? null : Crowd.decode(in);
    reserved.newcomers = (parts & NEWCOMERS) == 0 ? null : Newcomers.decode(in);
    reserved.fleet = (parts & FLEET) == 0 ? null : Fleet.decode(in);
    reserved.faults = (parts & FAULTS) == 0 ? new Faults() : Faults.decode(in);
    return reserved;
  }
}
