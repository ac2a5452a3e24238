package io.offbeat.alert;

import io.offbeat.model.Digest;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who is in trouble, in a few bytes a device: for each cohort the devices seen, and those of them
/// that have ended.
///
/// Crowds merge by union alone, so that a crowd is a function of the set of its events. A device is
/// 32 bits of its name's hash: of 2,000 devices two share theirs once in 2,000 crowds.
///
/// @param cohorts members by cohort
public record Crowd(SortedMap<Cohort, Members> cohorts) {
  /// Nobody.
  static final Crowd EMPTY = new Crowd(new TreeMap<>());

  /// Devices of a cohort, as hashes.
  ///
  /// @param seen all of them
  /// @param ended those whose episode has ended
  public record Members(SortedSet<Integer> seen, SortedSet<Integer> ended) {
    public Members {
      seen = Collections.unmodifiableSortedSet(new TreeSet<>(seen));
      ended = Collections.unmodifiableSortedSet(new TreeSet<>(ended));
    }
  }

  public Crowd {
    cohorts = Collections.unmodifiableSortedMap(new TreeMap<>(cohorts));
  }

  /// This crowd and who the events tell of.
  Crowd merge(Collection<EpisodeEvent> events) {
    var seen = new TreeMap<Cohort, TreeSet<Integer>>();
    var ended = new TreeMap<Cohort, TreeSet<Integer>>();
    for (EpisodeEvent event : events) {
      int device = hash(event.series().device());
      seen.computeIfAbsent(Cohort.of(event), _ -> new TreeSet<>()).add(device);
      if (event.change() == Change.ENDED) {
        ended.computeIfAbsent(Cohort.of(event), _ -> new TreeSet<>()).add(device);
      }
    }
    var more = new TreeMap<Cohort, Members>();
    seen.forEach((cohort, devices) ->
        more.put(cohort, new Members(devices, ended.getOrDefault(cohort, new TreeSet<>()))));
    return merge(new Crowd(more));
  }

  /// This crowd and another.
  Crowd merge(Crowd other) {
    var merged = new TreeMap<>(cohorts);
    other.cohorts.forEach((cohort, members) -> merged.merge(cohort, members, Crowd::union));
    return new Crowd(merged);
  }

  /// Whether the event's episode is known.
  boolean contains(EpisodeEvent event) {
    Members members = cohorts.get(Cohort.of(event));
    return members != null && members.seen().contains(hash(event.series().device()));
  }

  /// Whether every episode has ended.
  boolean over() {
    return cohorts.values().stream().allMatch(m -> m.ended().size() == m.seen().size());
  }

  /// How many devices were in trouble at any time.
  int devices() {
    var all = new TreeSet<Integer>();
    cohorts.values().forEach(members -> all.addAll(members.seen()));
    return all.size();
  }

  /// How many devices are in trouble still.
  int open() {
    var open = new TreeSet<Integer>();
    for (Members members : cohorts.values()) {
      var left = new TreeSet<>(members.seen());
      left.removeAll(members.ended());
      open.addAll(left);
    }
    return open.size();
  }

  private static Members union(Members one, Members other) {
    var seen = new TreeSet<>(one.seen);
    seen.addAll(other.seen);
    var ended = new TreeSet<>(one.ended);
    ended.addAll(other.ended);
    return new Members(seen, ended);
  }

  private static int hash(String device) {
    return ByteBuffer.wrap(Digest.sha256(device)).getInt();
  }
}
