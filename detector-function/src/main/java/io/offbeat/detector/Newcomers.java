package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The new devices of one bucket in the newest hour of arrival times: so many are let in, the rest
/// wait for the next hour. What explodes is one episode of the fleet, from the hour in which the
/// first was refused until none has been for an hour; every bucket tells of it under the same id.
final class Newcomers {
  /// What the episode is about.
  static final SeriesKey SERIES = new SeriesKey(Fleet.DEVICE, "offbeat.new-devices");

  private static final String PREFIX = "offbeat.new-devices-";

  private static final Duration OVER = Duration.ofHours(1);

  /// Most characters of names in an hour, whatever the parameter says: an item has room for them.
  private static final int MAX_CHARACTERS = 120_000;

  private final TreeSet<String> names = new TreeSet<>();
  private int characters;
  private Instant hour = Instant.EPOCH;

  /// The hour in which the first was refused; null when none was lately.
  private @Nullable Instant start;

  private Instant refused = Instant.EPOCH;

  /// The reserved device that keeps those of a bucket.
  static String device(int bucket) {
    return PREFIX + bucket;
  }

  static boolean isDevice(String name) {
    return name.startsWith(PREFIX);
  }

  /// Whether a device may come in: it already did in this hour, or there is room.
  ///
  /// @param arrivedAt when its first reading arrived
  /// @param most how many may in an hour
  boolean admit(String name, Instant arrivedAt, int most) {
    Instant arrivalHour = arrivedAt.truncatedTo(ChronoUnit.HOURS);
    if (arrivalHour.isAfter(hour)) {
      hour = arrivalHour;
      names.clear();
      characters = 0;
    }
    return names.contains(name) || (hasRoom(name, most) && add(name));
  }

  private boolean hasRoom(String name, int most) {
    return names.size() < most && characters + name.length() <= MAX_CHARACTERS;
  }

  private boolean add(String name) {
    characters += name.length();
    return names.add(name);
  }

  /// The event that a refused device makes, if it is the first.
  Optional<EpisodeEvent> refuse(String name, Instant arrivedAt) {
    refused = arrivedAt.isAfter(refused) ? arrivedAt : refused;
    if (start != null) {
      return Optional.empty();
    }
    start = arrivedAt.truncatedTo(ChronoUnit.HOURS);
    String why =
        "%d new devices in an hour in one bucket: more are refused, such as %s; half begin with '%s'"
            .formatted(names.size(), name, prefix(List.copyOf(names)));
    return Optional.of(event(Change.STARTED, start, arrivedAt, why));
  }

  /// The longest prefix that at least half of the names, which are sorted, have in common.
  static String prefix(List<String> names) {
    int half = (names.size() + 1) / 2;
    String longest = "";
    for (int i = 0; i + half <= names.size() && half > 0; i++) {
      String common = common(names.get(i), names.get(i + half - 1));
      longest = common.length() > longest.length() ? common : longest;
    }
    return longest;
  }

  private static String common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  /// When the episode is over, if no further device is refused; empty when there is none.
  Optional<Instant> end() {
    return start == null ? Optional.empty() : Optional.of(refused.plus(OVER));
  }

  /// The event that the episode is over.
  EpisodeEvent ended(Instant at) {
    Instant began = start == null ? at : start;
    start = null;
    return event(Change.ENDED, began, at, "no new device was refused for an hour");
  }

  private EpisodeEvent event(Change change, Instant began, Instant at, String why) {
    var allowed = new Range(0, Math.max(1, names.size()));
    return Limit.event(change, SERIES, Kind.BURST, began, at, names.size(), allowed, why);
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(hour, out);
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
    Instants.encode(refused, out);
    out.writeBoolean(start != null);
    if (start != null) {
      Instants.encode(start, out);
    }
  }

  static Newcomers decode(DataInput in) throws IOException {
    var newcomers = new Newcomers();
    newcomers.hour = Instants.decode(in);
    for (int left = in.readInt(); left > 0; left--) {
      newcomers.add(in.readUTF());
    }
    newcomers.refused = Instants.decode(in);
    newcomers.start = in.readBoolean() ? Instants.decode(in) : null;
    return newcomers;
  }
}
