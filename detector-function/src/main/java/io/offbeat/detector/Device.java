package io.offbeat.detector;

import io.offbeat.lambda.Tally;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.Remark;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The state of one device: a fold over its readings, in the order of blocks, by `at` inside one
/// block; whatever batches the blocks came in, and however often.
///
/// One invocation owns it from its load to its save.
public final class Device {
  /// Most series of one device. At about 400 bytes each they fit in an item with room to spare.
  public static final int MAX_SERIES = 300;

  /// Most pending events with which a further block may be folded.
  public static final int MAX_PENDING = 64;

  /// After this long, counted in arrival times, a position guards against nothing: the stream's
  /// retention of 168 h, and an hour.
  static final Duration POSITIONS_KEPT = Duration.ofHours(168 + 1);

  private static final Comparator<AcceptedReading> BY_EVENT_TIME =
      Comparator.comparing(accepted -> accepted.reading().at());

  private final String name;
  private final long version;
  private final AppliedPositions applied;
  private final List<EpisodeEvent> outbox;
  private final Map<String, SeriesState> series;
  private final Reserved reserved;
  private final Map<String, Derivation> derivations = new TreeMap<>();
  private Instant lastArrival;
  private Rules rules = Rules.none();
  private boolean changed;

  private Device(
      String name,
      long version,
      AppliedPositions applied,
      List<EpisodeEvent> outbox,
      Map<String, SeriesState> series,
      Instant lastArrival,
      Reserved reserved) {
    this.name = name;
    this.version = version;
    this.applied = applied;
    this.outbox = outbox;
    this.series = series;
    this.lastArrival = lastArrival;
    this.reserved = reserved;
  }

  /// A device without a reading, never saved.
  public static Device fresh(String name) {
    return new Device(
        name,
        0,
        new AppliedPositions(),
        new ArrayList<>(),
        new TreeMap<>(),
        Instant.EPOCH,
        new Reserved());
  }

  /// This device as it is once saved under a version. The two share their state: only the new one
  /// is used from then on.
  public Device savedAs(long newVersion) {
    var saved = new Device(name, newVersion, applied, outbox, series, lastArrival, reserved);
    saved.derivations.putAll(derivations);
    return saved;
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// How often it was saved.
  public long version() {
    return version;
  }

  /// How many series it has.
  public int size() {
    return series.size();
  }

  /// Whether it differs from what was loaded or saved.
  public boolean changed() {
    return changed;
  }

  /// The newest arrival time of its readings; 1970 before the first.
  public Instant lastArrival() {
    return lastArrival;
  }

  /// Its episode events that are not known to be published, oldest first.
  public List<EpisodeEvent> outbox() {
    return List.copyOf(outbox);
  }

  /// Whether a further block may be folded, or events must be published first.
  public boolean hasRoom() {
    return outbox.size() < MAX_PENDING;
  }

  /// Takes over from the state that this one replaces what no reading tells: the events that still
  /// wait, and the silences of series that have not reported since.
  public void replace(Device old) {
    outbox.addAll(old.outbox);
    series.forEach((metric, state) -> state.keepSilence(old.series.get(metric)));
    changed = true;
  }

  /// Forgets the events in the outbox: all are published.
  public void clearOutbox() {
    outbox.clear();
    changed = true;
  }

  /// Judges by these rules from here on; they are no part of what is stored.
  public void by(Rules inForce) {
    rules = inForce;
    series.values().forEach(state -> state.by(rules));
  }

  /// Folds what one block has for this device.
  ///
  /// @param readings its readings, in source order
  /// @return what became of each, and how many events that made
  public Tally<DetectCount> fold(List<AcceptedReading> readings) {
    var unapplied = new ArrayList<AcceptedReading>(readings.size());
    for (AcceptedReading accepted : readings) {
      if (!applied.covers(accepted.source())) {
        unapplied.add(accepted);
      }
    }
    var tally = DetectCount.tally();
    tally.add(DetectCount.REPLAY, readings.size() - unapplied.size());
    int pending = outbox.size();
    // Newest first, for it covers those before it.
    unapplied.reversed().forEach(this::arrived);
    unapplied.sort(BY_EVENT_TIME);
    unapplied.forEach(accepted -> tally.add(apply(accepted), 1));
    tally.add(DetectCount.EVENTS, outbox.size() - pending);
    series.values().forEach(SeriesState::endBlock);
    applied.forgetBefore(lastArrival.minus(POSITIONS_KEPT));
    changed |= !unapplied.isEmpty();
    return tally;
  }

  private DetectCount apply(AcceptedReading accepted) {
    Reading reading = accepted.reading();
    SeriesKey key = reading.series();
    if (Heartbeat.isDevice(name)) {
      return DetectCount.HEARTBEAT;
    }
    Optional<Remark> remark = Remark.of(reading);
    if (remark.isPresent()) {
      var about = new SeriesKey(name, remark.get().metric());
      if (rules.of(about).judging().counts(Kind.FAULTY)) {
        reserved.faults().note(about, remark.get(), reading.at()).ifPresent(outbox::add);
      }
      return DetectCount.REMARK;
    }
    Optional<Feedback> feedback = Feedback.of(reading);
    if (feedback.isPresent()) {
      return hear(feedback.get(), reading.at());
    }
    if (!isKnown(key.metric()) && metrics() >= MAX_SERIES) {
      reserved.refuse(key, accepted.arrivedAt()).ifPresent(outbox::add);
      return DetectCount.REFUSED;
    }
    outbox.addAll(reserved.endBefore(name, accepted.arrivedAt()));
    JudgingRules judging = rules.of(key).judging();
    if (!Derivation.isAsked(judging)) {
      derivations.remove(key.metric());
      return judge(reading, accepted.arrivedAt(), judging);
    }
    Derivation derivation = derivations.computeIfAbsent(key.metric(), _ -> new Derivation());
    SeriesState state = series.get(key.metric());
    if (state != null) {
      outbox.addAll(state.arrive(reading, accepted.arrivedAt()));
    }
    DetectCount outcome = derivation.outcome(reading);
    if (outcome == DetectCount.LEARNED) {
      derivation
          .after(reading, judging)
          .forEach(derived -> judge(derived, accepted.arrivedAt(), judging));
      derivation
          .reset()
          .filter(_ -> judging.counts(Kind.FAULTY))
          .flatMap(fall -> reserved.faults().note(key, fall, accepted.arrivedAt()))
          .ifPresent(outbox::add);
    }
    return outcome;
  }

  private DetectCount hear(Feedback feedback, Instant at) {
    SeriesState state = series.get(feedback.metric());
    return state != null && state.hear(feedback, at) ? DetectCount.FEEDBACK : DetectCount.UNMATCHED;
  }

  private DetectCount judge(Reading reading, Instant arrivedAt, JudgingRules judging) {
    SeriesState state =
        series.computeIfAbsent(reading.series().metric(), _ -> SeriesState.fresh(reading.series()));
    state.by(judging);
    SeriesState.Effect effect = state.apply(reading, arrivedAt);
    outbox.addAll(effect.events());
    return effect.outcome();
  }

  /// What a sweep sees of it.
  Glance glance() {
    return new Glance(name, due(), outbox.size(), lastArrival);
  }

  /// When a sweep has something to do: the first of its series that is not yet silent will be, or
  /// an episode of the device itself is over; empty when there is neither.
  public Optional<Instant> due() {
    return Stream.concat(
            series.values().stream().map(SeriesState::due).flatMap(Optional::stream),
            reserved.ends())
        .min(Comparator.naturalOrder());
  }

  /// Is saved though no reading came: the rules have changed when a sweep has something to do.
  int refresh() {
    changed = true;
    return 0;
  }

  /// Folds a sweep: what should have arrived by now, and has not, is silent.
  ///
  /// @param watermark all that arrived before this instant is folded
  /// @param recovered when the fleet had last come back from silence: limits count from there
  /// @return how many events that made
  public int sweep(Instant watermark, Instant recovered) {
    int pending = outbox.size();
    series.values().forEach(state -> state.sweep(watermark, recovered).ifPresent(outbox::add));
    outbox.addAll(reserved.endBefore(name, watermark));
    return events(pending);
  }

  private int events(int pending) {
    changed |= outbox.size() > pending;
    return outbox.size() - pending;
  }

  /// Decides which new devices may come in, on the reserved device that keeps them.
  ///
  /// @param candidates in the order in which they came
  /// @param most how many may in an hour
  /// @param admitted from which of its blocks on each may; those that may not are absent
  /// @return how many events that made
  int admit(List<Admission.Candidate> candidates, int most, Map<String, Integer> admitted) {
    int pending = outbox.size();
    Newcomers newcomers = reserved.newcomers();
    admitted.clear();
    for (Admission.Candidate candidate : candidates) {
      String newcomer = candidate.name();
      Instant arrivedAt = candidate.arrivedAt();
      if (!admitted.containsKey(newcomer)) {
        arrived(arrivedAt);
        outbox.addAll(reserved.endBefore(name, arrivedAt));
        if (newcomers.admit(newcomer, arrivedAt, most)) {
          admitted.put(newcomer, candidate.part());
        } else {
          newcomers.refuse(newcomer, arrivedAt).ifPresent(outbox::add);
        }
      }
    }
    changed = true;
    return events(pending);
  }

  /// What is known of the fleet, on the reserved device that stands for it.
  Fleet fleet() {
    return reserved.fleet();
  }

  /// Folds what a sweep sees of the fleet.
  ///
  /// @param sight what it sees
  /// @param counted when it last counted the devices
  /// @return how many events that made
  int see(Fleet.Sight sight, Instant counted) {
    int pending = outbox.size();
    Fleet before = reserved.fleet();
    Fleet after = before.after(sight).counted(counted);
    reserved.fleet(after);
    after.since(before, sight).ifPresent(outbox::add);
    if (!after.equals(before)) {
      changed = true;
      arrived(sight.watermark());
    }
    return events(pending);
  }

  /// What is to be said of its series, in the order of their metrics.
  public List<SeriesSummary> summaries() {
    return series.values().stream().map(SeriesState::summary).toList();
  }

  /// Up to where each shard of `readings` is applied, by the shards' names.
  public Map<String, SourcePosition> applied() {
    return applied.byShard();
  }

  /// The metrics of its series that may be judged.
  public Set<String> judged() {
    return Set.copyOf(series.keySet());
  }

  private boolean isKnown(String metric) {
    return series.containsKey(metric) || derivations.containsKey(metric);
  }

  /// How many metrics it has, those included that have no value yet to judge.
  private int metrics() {
    long unjudged = derivations.keySet().stream().filter(m -> !series.containsKey(m)).count();
    return series.size() + Math.toIntExact(unjudged);
  }

  /// When the newest reading arrived that is applied of a shard of `readings`; empty when none is.
  public Optional<Instant> appliedUntil(String shard) {
    return applied.arrivedAt(shard);
  }

  private void arrived(AcceptedReading accepted) {
    applied.add(accepted);
    arrived(accepted.arrivedAt());
  }

  private void arrived(Instant arrivedAt) {
    lastArrival = arrivedAt.isAfter(lastArrival) ? arrivedAt : lastArrival;
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(lastArrival, out);
    applied.encode(out);
    out.writeInt(outbox.size());
    for (EpisodeEvent event : outbox) {
      out.writeUTF(EpisodeEventCodec.encode(event));
    }
    out.writeInt(series.size());
    for (Map.Entry<String, SeriesState> entry : series.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().encode(out);
    }
    reserved.encode(out);
    out.writeInt(derivations.size());
    for (Map.Entry<String, Derivation> entry : derivations.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().encode(out);
    }
  }

  static Device decode(String name, long version, DataInput in) throws IOException {
    Instant lastArrival = Instants.decode(in);
    AppliedPositions applied = AppliedPositions.decode(in);
    var outbox = new ArrayList<EpisodeEvent>();
    for (int left = in.readInt(); left > 0; left--) {
      outbox.add(EpisodeEventCodec.decode(in.readUTF()));
    }
    var series = new TreeMap<String, SeriesState>();
    for (int left = in.readInt(); left > 0; left--) {
      String metric = in.readUTF();
      if (series.put(metric, SeriesState.decode(new SeriesKey(name, metric), in)) != null) {
        throw new IOException("metric %s stands there twice".formatted(metric));
      }
    }
    Reserved reserved = Reserved.decode(in);
    var device = new Device(name, version, applied, outbox, series, lastArrival, reserved);
    for (int left = in.readInt(); left > 0; left--) {
      String metric = in.readUTF();
      if (device.derivations.put(metric, Derivation.decode(in)) != null) {
        throw new IOException("metric %s stands there twice".formatted(metric));
      }
    }
    return device;
  }
}
