package io.offbeat.detector;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Kind;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The series of one device: what is judged of each, and what that is derived from where the rules
/// ask for it.
///
/// One invocation owns it, with its device.
final class DeviceSeries {
  /// Most bytes that they may take, packed: an item of 400 KB has room for these, for the events
  /// that may be pending, and for all else that a device's state holds.
  static final int MAX_BYTES = 320_000;

  /// So many series always fit, however much is known of each.
  private static final int FEW = 128;

  /// The share of the series that is forgotten at once where there is no room.
  private static final int TENTH = 10;

  private final String device;
  private final Map<String, SeriesState> states = new TreeMap<>();
  private final Map<String, Derivation> derivations = new TreeMap<>();
  private Rules rules = Rules.none();

  DeviceSeries(String device) {
    this.device = device;
  }

  /// Judges by these rules from here on.
  void by(Rules inForce) {
    rules = inForce;
    states.values().forEach(state -> state.by(rules));
  }

  /// How many there are that may be judged.
  int size() {
    return states.size();
  }

  /// How many metrics there are, those included that have no value yet to judge.
  int metrics() {
    long unjudged = derivations.keySet().stream().filter(m -> !states.containsKey(m)).count();
    return states.size() + Math.toIntExact(unjudged);
  }

  /// The metrics of those that may be judged.
  Set<String> judged() {
    return Set.copyOf(states.keySet());
  }

  boolean knows(String metric) {
    return states.containsKey(metric) || derivations.containsKey(metric);
  }

  /// Applies a reading that is no replay: itself, or what the rules want judged in its place.
  ///
  /// @param faults takes that a counter began anew
  /// @param outbox takes what that tells
  DetectCount apply(AcceptedReading accepted, Faults faults, Outbox outbox) {
    Reading reading = accepted.reading();
    Instant arrivedAt = accepted.arrivedAt();
    SeriesKey key = reading.series();
    JudgingRules judging = rules.of(key).judging();
    if (!Derivation.isAsked(judging)) {
      derivations.remove(key.metric());
      return judge(reading, arrivedAt, judging, outbox);
    }
    Derivation derivation = derivations.computeIfAbsent(key.metric(), _ -> new Derivation());
    SeriesState state = states.get(key.metric());
    if (state != null) {
      outbox.addAll(state.arrive(reading, arrivedAt));
    }
    DetectCount outcome = derivation.outcome(reading);
    if (outcome == DetectCount.LEARNED) {
      derivation
          .after(reading, judging)
          .forEach(derived -> judge(derived, arrivedAt, judging, outbox));
      derivation
          .reset()
          .filter(_ -> judging.counts(Kind.FAULTY))
          .flatMap(fall -> faults.note(key, fall, arrivedAt))
          .ifPresent(outbox::add);
    }
    return outcome;
  }

  private DetectCount judge(
      Reading reading, Instant arrivedAt, JudgingRules judging, Outbox outbox) {
    SeriesState state =
        states.computeIfAbsent(reading.series().metric(), _ -> SeriesState.fresh(reading.series()));
    state.by(judging);
    SeriesState.Effect effect = state.apply(reading, arrivedAt);
    outbox.addAll(effect.events());
    return effect.outcome();
  }

  /// Whether it is known which reading a person means.
  boolean hear(Feedback feedback, Instant at) {
    SeriesState state = states.get(feedback.metric());
    return state != null && state.hear(feedback, at);
  }

  /// Forgets, at the end of a block, what is kept for that long only.
  void endBlock() {
    states.values().forEach(SeriesState::endBlock);
  }

  /// Forgets series until the others fit: those that have not reported for longest, and of which
  /// nothing is open.
  ///
  /// @return the metrics that are forgotten
  List<String> makeRoom() {
    var forgotten = new ArrayList<String>();
    while (metrics() > FEW && !DeviceCodec.fits(this::encodeAll, MAX_BYTES)) {
      List<String> next =
          states.entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.comparing(SeriesState::weight)))
              .limit(states.size() / TENTH)
              .map(Map.Entry::getKey)
              .toList();
      next.forEach(states::remove);
      next.forEach(derivations::remove);
      forgotten.addAll(next);
    }
    return forgotten;
  }

  /// When each that is not silent will be.
  Stream<Instant> due() {
    return states.values().stream().map(SeriesState::due).flatMap(Optional::stream);
  }

  /// Notes those that should have reported by now and have not.
  void sweep(Instant watermark, Instant recovered, Outbox outbox) {
    states.values().forEach(state -> state.sweep(watermark, recovered).ifPresent(outbox::add));
  }

  /// Takes over the silences of those that have not reported since.
  void keepSilences(DeviceSeries old) {
    states.forEach((metric, state) -> state.keepSilence(old.states.get(metric)));
  }

  /// What is to be said of each, in the order of their metrics.
  List<SeriesSummary> summaries() {
    return states.values().stream().map(SeriesState::summary).toList();
  }

  private void encodeAll(DataOutput out) throws IOException {
    encodeStates(out);
    encodeDerivations(out);
  }

  void encodeStates(DataOutput out) throws IOException {
    out.writeInt(states.size());
    for (Map.Entry<String, SeriesState> entry : states.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().encode(out);
    }
  }

  void encodeDerivations(DataOutput out) throws IOException {
    out.writeInt(derivations.size());
    for (Map.Entry<String, Derivation> entry : derivations.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().encode(out);
    }
  }

  void decodeStates(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String metric = in.readUTF();
      requireNew(metric, states.put(metric, SeriesState.decode(new SeriesKey(device, metric), in)));
    }
  }

  void decodeDerivations(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String metric = in.readUTF();
      requireNew(metric, derivations.put(metric, Derivation.decode(in)));
    }
  }

  private static void requireNew(String metric, @Nullable Object before) throws IOException {
    if (before != null) {
      throw new IOException("metric %s stands there twice".formatted(metric));
    }
  }
}
