package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A device's episode events that are not known to be published, oldest first.
///
/// One invocation owns it, with its device.
final class Outbox {
  private final List<EpisodeEvent> events = new ArrayList<>();

  void add(EpisodeEvent event) {
    events.add(event);
  }

  void addAll(List<EpisodeEvent> more) {
    events.addAll(more);
  }

  int size() {
    return events.size();
  }

  List<EpisodeEvent> events() {
    return List.copyOf(events);
  }

  /// Whether a further block may be folded, or events must be published first.
  boolean hasRoom() {
    return events.size() < Device.MAX_PENDING;
  }

  void clear() {
    events.clear();
  }

  /// Leaves the newest values out of every event: an alert can do without its sparkline.
  void shorten() {
    events.replaceAll(EpisodeEvent::withoutRecent);
  }

  /// Leaves out the events of episodes of which nobody knows and that are over, and the newest ones
  /// beyond those that may be pending.
  ///
  /// @return how many
  int leaveOut() {
    int before = events.size();
    Map<String, Integer> ends = new HashMap<>();
    for (EpisodeEvent event : events) {
      if (event.change() != Change.ESCALATED) {
        ends.merge(event.episodeId(), 1, Integer::sum);
      }
    }
    events.removeIf(event -> ends.getOrDefault(event.episodeId(), 0) > 1);
    if (events.size() > Device.MAX_PENDING) {
      events.subList(Device.MAX_PENDING, events.size()).clear();
    }
    return before - events.size();
  }

  void encode(DataOutput out) throws IOException {
    out.writeInt(events.size());
    for (EpisodeEvent event : events) {
      out.writeUTF(EpisodeEventCodec.encode(event));
    }
  }

  static Outbox decode(DataInput in) throws IOException {
    var outbox = new Outbox();
    for (int left = in.readInt(); left > 0; left--) {
      outbox.add(EpisodeEventCodec.decode(in.readUTF()));
    }
    return outbox;
  }
}
