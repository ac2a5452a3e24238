package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a topic has had of alerts lately, and what was held back from it because that was too much.
///
/// @param version how often it was saved, 0 when never
/// @param sent when each alert of the last [#WINDOW] went out, by its id
/// @param held what was held back of each incident since the storm began, by the incident's id
/// @param since when the storm began; null while nothing is held back
/// @param digests how often people were told of what is held back
/// @param digestAt when they were last; null while they were not
/// @param news whether anything was held back since
public record Storm(
    long version,
    SortedMap<String, Instant> sent,
    SortedMap<String, Held> held,
    @Nullable Instant since,
    int digests,
    @Nullable Instant digestAt,
    boolean news) {
  /// How long an alert counts.
  static final Duration WINDOW = Duration.ofMinutes(5);

  /// Most incidents held back; the alerts of more wait for their turn.
  static final int MAX_HELD = 200;

  /// No alert yet.
  public static final Storm NONE =
      new Storm(0, new TreeMap<>(), new TreeMap<>(), null, 0, null, false);

  private static final Comparator<Held> WORST_FIRST =
      Comparator.comparing(Held::over)
          .thenComparing(held -> held.alert().severity(), Comparator.reverseOrder())
          .thenComparing(held -> held.alert().about().since())
          .thenComparing(held -> held.alert().incident());

  /// An incident that is held back.
  ///
  /// @param alert the newest of its alerts, the text left out
  /// @param known whether people were told of the incident by itself
  /// @param over whether nothing of it is left for a digest to tell
  public record Held(Alert alert, boolean known, boolean over) {}

  /// What is done with an alert.
  enum Verdict {
    /// It goes out.
    SEND,
    /// It is part of the digest instead.
    HOLD,
    /// It goes out once there is room.
    WAIT
  }

  /// A verdict and what is remembered of it.
  record Admission(Verdict verdict, Storm storm) {}

  public Storm {
    sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
  }

  /// What to do with an alert; the same answer when it is asked again.
  ///
  /// The end of an incident that people know of is never held back: it waits.
  ///
  /// @param most how many alerts may go out within [#WINDOW]
  Admission admit(Alert alert, int most, Instant now) {
    Held before = held.get(alert.incident());
    if (sent.containsKey(alert.id())) {
      return new Admission(Verdict.SEND, this);
    }
    if (before != null && before.alert().id().equals(alert.id())) {
      return new Admission(Verdict.HOLD, this);
    }
    boolean ends = alert.change() == Change.RESOLVED;
    if (before != null && ends && !before.known()) {
      return hold(alert, false, now);
    }
    if (newest(now).size() < most) {
      return send(alert, now);
    }
    boolean full = before == null && held.size() >= MAX_HELD;
    boolean known = before == null ? alert.change() != Change.OPENED : before.known();
    return ends || full ? new Admission(Verdict.WAIT, this) : hold(alert, known, now);
  }

  private Admission send(Alert alert, Instant now) {
    var nowSent = newest(now);
    nowSent.put(alert.id(), now);
    var nowHeld = new TreeMap<>(held);
    boolean told =
        nowHeld.computeIfPresent(alert.incident(), (_, h) -> new Held(h.alert(), true, true))
            != null;
    return new Admission(
        Verdict.SEND, new Storm(version, nowSent, nowHeld, since, digests, digestAt, news || told));
  }

  private Admission hold(Alert alert, boolean known, Instant now) {
    var nowHeld = new TreeMap<>(held);
    boolean over = alert.change() == Change.RESOLVED || alert.change() == Change.NOTICE;
    nowHeld.put(alert.incident(), new Held(alert.withoutText(), known, over));
    Instant began = since == null ? now : since;
    return new Admission(
        Verdict.HOLD, new Storm(version, sent, nowHeld, began, digests, digestAt, true));
  }

  private TreeMap<String, Instant> newest(Instant now) {
    var newest = new TreeMap<>(sent);
    newest.values().removeIf(at -> !at.plus(WINDOW).isAfter(now));
    return newest;
  }

  /// Whether people should be told now of what is held back: at once, then every [#WINDOW] while
  /// there is news.
  boolean isDigestDue(Instant now) {
    return news && (digestAt == null || !digestAt.plus(WINDOW).isAfter(now));
  }

  /// Whether all that is held back is over.
  boolean over() {
    return held.values().stream().allMatch(Held::over);
  }

  /// What is held back, what lasts before what is over, the worst first.
  List<Held> worstFirst() {
    return held.values().stream().sorted(WORST_FIRST).toList();
  }

  /// The highest severity of what is held back.
  Severity severity() {
    return Collections.max(held.values().stream().map(h -> h.alert().severity()).toList());
  }

  /// Id under which people are told of it.
  String id() {
    return Digest.id("storm", String.valueOf(since));
  }

  /// The same, once people have been told of what is held back.
  ///
  /// @param told what they were told of
  Storm digested(Storm told, Instant now) {
    boolean more = !held.equals(told.held());
    return told.over() && !more
        ? new Storm(version, sent, new TreeMap<>(), null, 0, null, false)
        : new Storm(version, sent, held, since, told.digests() + 1, now, more);
  }

  /// The same, in the version that a store gave it.
  Storm saved(long newVersion) {
    return new Storm(newVersion, sent, held, since, digests, digestAt, news);
  }
}
