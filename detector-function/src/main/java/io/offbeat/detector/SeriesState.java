package io.offbeat.detector;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.detection.Episode.Step;
import io.offbeat.detection.Judgement;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.rules.Silence;
import io.offbeat.model.wire.ValuesCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// What is stored of one series: how far it is, what is normal for it, and the episode it is in.
///
/// It advances with event time only, by one reading at a time.
public final class SeriesState {
  /// How many of the newest values are kept. An event carries these, and those of its block.
  public static final int RECENT = 16;

  /// An episode that was over so long before its readings arrived is history: a device uploads what
  /// it kept while offline, and nobody need get up.
  static final Duration HISTORY = Duration.ofMinutes(15);

  /// A silence is worth a look, whatever stopped; for how long it lasts, the alert function knows.
  private static final double SILENT_SCORE = 0.6;

  private static final double SILENT_GRADE = 0.5;

  private static final int SILENT = 1;
  private static final int HISTORIC = 2;
  private static final int OPEN = 4;
  private static final int TOLD = 8;

  private final SeriesKey series;
  private final Baseline baseline;
  private JudgingRules rules = JudgingRules.DEFAULT;
  private Instant newest = Instant.MIN;
  private Instant arrived = Instant.EPOCH;
  private Gaps gaps = Gaps.NONE;
  private String unit = "";
  private double[] recent = {};
  private @Nullable Episode episode;

  /// Whether nothing fresh is known of the open episode.
  private boolean historic;

  /// The newest episode, open or ended: what feedback may mean. Null before the first.
  private @Nullable Told told;

  /// Whether it has stopped; the last arrival is the start of that.
  private boolean silent;

  /// What one reading did to the series.
  ///
  /// @param outcome [DetectCount#LEARNED], [DetectCount#LATE] or [DetectCount#REPEAT]
  /// @param judgement what the baseline says of it; null for a repeat
  /// @param events what it made of the series' episodes, in order
  public record Effect(
      DetectCount outcome, @Nullable Judgement judgement, List<EpisodeEvent> events) {
    public Effect {
      events = List.copyOf(events);
    }
  }

  private SeriesState(SeriesKey series, Baseline baseline) {
    this.series = series;
    this.baseline = baseline;
  }

  /// The state of a series without a reading.
  public static SeriesState fresh(SeriesKey series) {
    return new SeriesState(series, Baseline.fresh());
  }

  /// Judges by these rules from here on; they are no part of what is stored.
  public void by(JudgingRules inForce) {
    rules = inForce;
  }

  /// Judges by what these rules say of it.
  void by(Rules inForce) {
    by(inForce.of(series).judging());
  }

  /// Applies a reading of this series that is no replay.
  ///
  /// @param arrivedAt when it arrived
  public Effect apply(Reading reading, Instant arrivedAt) {
    List<EpisodeEvent> heard = arrive(reading, arrivedAt);
    if (reading.at().isBefore(newest)) {
      Judgement judgement = baseline.judge(reading.at(), reading.value(), rules);
      return new Effect(DetectCount.LATE, judgement, heard);
    }
    if (repeats(reading)) {
      return new Effect(DetectCount.REPEAT, null, heard);
    }
    return learn(reading, reading.at().plus(HISTORY).isBefore(arrivedAt), heard);
  }

  /// Notes that a reading has arrived: that ends a silence, unless it is none that the series has
  /// made since, such as a back-fill of last week or the newest one sent again.
  ///
  /// @return what there is to tell of that
  List<EpisodeEvent> arrive(Reading reading, Instant arrivedAt) {
    if (!reading.at().isAfter(newest) || !arrivedAt.isAfter(arrived)) {
      return List.of();
    }
    var events = new ArrayList<EpisodeEvent>(1);
    if (silent) {
      events.add(silence(Change.ENDED, arrivedAt, reading.value(), "it reports again"));
      silent = false;
    }
    gaps = recent.length == 0 ? gaps : gaps.after(Duration.between(arrived, arrivedAt));
    arrived = arrivedAt;
    return events;
  }

  private boolean repeats(Reading reading) {
    return reading.at().equals(newest)
        && Double.doubleToLongBits(reading.value())
            == Double.doubleToLongBits(recent[recent.length - 1]);
  }

  private Effect learn(Reading reading, boolean old, List<EpisodeEvent> heard) {
    var events = new ArrayList<EpisodeEvent>(heard);
    Judgement judgement = baseline.learn(reading.at(), reading.value(), rules);
    newest = reading.at();
    unit = reading.unit().isEmpty() ? unit : reading.unit();
    append(reading.value());
    Step step = Episode.next(episode, judgement, reading.at(), reading.value());
    change(step, old).ifPresent(change -> events.add(event(change, step, reading)));
    remember(step, reading.at());
    episode = step.open();
    return new Effect(DetectCount.LEARNED, judgement, events);
  }

  /// What is remembered of an episode.
  ///
  /// @param start event time of its first reading
  /// @param end event time of its newest one
  /// @param peak the value furthest from normal
  private record Told(Instant start, Instant end, double peak) {}

  private void remember(Step step, Instant at) {
    Episode newer = step instanceof Step.Ended(var ended) ? ended : step.open();
    told = newer == null ? told : new Told(newer.start(), at, newer.peak());
  }

  /// Takes in what a person says of a reading: of the newest one, or of the peak of the newest
  /// episode when it lies inside.
  ///
  /// @param at event time of the reading meant
  /// @return whether it is known which reading that is
  boolean hear(Feedback feedback, Instant at) {
    double value;
    if (told != null && !at.isBefore(told.start()) && !at.isAfter(told.end())) {
      value = told.peak();
    } else if (at.equals(newest) && recent.length > 0) {
      value = recent[recent.length - 1];
    } else {
      return false;
    }
    if (feedback.normal()) {
      baseline.normal(at, value);
    } else {
      baseline.anomaly(at, value);
    }
    return true;
  }

  /// What there is to tell of a step. An episode of the past that still goes on is told of once
  /// more, as one that becomes worse.
  private Optional<Change> change(Step step, boolean old) {
    boolean past = historic;
    return switch (step) {
      case Step.None() -> Optional.empty();
      case Step.Started _ -> {
        historic = old;
        yield Optional.of(Change.STARTED);
      }
      case Step.Ongoing _ -> {
        historic &= old;
        yield past && !historic ? Optional.of(Change.ESCALATED) : Optional.empty();
      }
      case Step.Escalated _ -> {
        historic &= old;
        yield Optional.of(Change.ESCALATED);
      }
      case Step.Ended _ -> Optional.of(Change.ENDED);
    };
  }

  private EpisodeEvent event(Change change, Step step, Reading reading) {
    Episode told =
        Objects.requireNonNull(step instanceof Step.Ended(var ended) ? ended : step.open());
    return new EpisodeEvent(
        change,
        series,
        unit,
        told.kind(),
        told.severity(),
        told.start(),
        reading.at(),
        reading.value(),
        told.peak(),
        told.score(),
        told.grade(),
        told.usual(),
        told.alert(),
        told.why(),
        historic,
        change == Change.ENDED && isAccepted(told, reading.at()),
        DoubleStream.of(recent).boxed().toList());
  }

  /// Whether an episode ended though its readings are not as they were: the middle one of those
  /// that ended it, for one alone may be at the edge.
  private boolean isAccepted(Episode ended, Instant at) {
    double[] last =
        Arrays.copyOfRange(recent, Math.max(0, recent.length - Episode.HOLD), recent.length);
    Arrays.sort(last);
    return baseline.hasLeft(ended.usual(), ended.start(), last[last.length / 2], at, rules.zone());
  }

  /// When it will be silent; empty when it already is, or was never regular.
  Optional<Instant> due() {
    return silent || !rules.counts(Kind.SILENT) ? Optional.empty() : limit().map(arrived::plus);
  }

  private Optional<Duration> limit() {
    return switch (rules.silence()) {
      case Silence.Auto() -> gaps.silentAfter();
      case Silence.Off() -> Optional.empty();
      case Silence.After(var gap) -> Optional.of(gap);
    };
  }

  /// Is silent if it was so before, and has not reported since.
  void keepSilence(@Nullable SeriesState before) {
    silent |= before != null && before.silent && before.arrived.equals(arrived);
  }

  boolean isSilent() {
    return silent;
  }

  /// What is to be said of it.
  SeriesSummary summary() {
    double newestValue = recent[recent.length - 1];
    return new SeriesSummary(
        series,
        unit,
        newest,
        newestValue,
        arrived,
        baseline.mean(),
        baseline.deviation(),
        Optional.ofNullable(baseline.judge(newest, newestValue, rules).usual()),
        baseline.alertRange(newest, rules),
        silent,
        rules.counts(Kind.SILENT) ? limit() : Optional.empty(),
        Optional.ofNullable(episode),
        DoubleStream.of(recent).boxed().toList());
  }

  /// The event that it is silent, if it has just become that.
  ///
  /// @param watermark all that arrived before this instant is applied
  /// @param recovered when the fleet had last come back: a silence counts from there
  Optional<EpisodeEvent> sweep(Instant watermark, Instant recovered) {
    Instant from = arrived.isAfter(recovered) ? arrived : recovered;
    Optional<Instant> due =
        due()
            .map(limit -> from.plus(Duration.between(arrived, limit)))
            .filter(limit -> limit.isBefore(watermark));
    silent |= due.isPresent();
    return due.map(limit ->
        silence(
            Change.STARTED,
            limit,
            recent[recent.length - 1],
            "no reading since %s, and silent after %d s"
                .formatted(arrived, Duration.between(arrived, limit).toSeconds())));
  }

  private EpisodeEvent silence(Change change, Instant at, double value, String why) {
    var measured =
        new Range(
            DoubleStream.of(recent).min().orElse(value),
            DoubleStream.of(recent).max().orElse(value));
    return new EpisodeEvent(
        change,
        series,
        unit,
        Kind.SILENT,
        Severity.MEDIUM,
        arrived,
        at,
        value,
        value,
        SILENT_SCORE,
        SILENT_GRADE,
        measured,
        measured,
        why,
        false,
        false,
        DoubleStream.of(recent).boxed().toList());
  }

  /// Adds a value at the end, and drops the oldest beyond what an event carries: in place, for a
  /// copy a reading was a tenth of all that the handler allocates.
  private void append(double value) {
    if (recent.length < EpisodeEvent.MAX_RECENT) {
      recent = Arrays.copyOf(recent, recent.length + 1);
    } else {
      System.arraycopy(recent, 1, recent, 0, recent.length - 1);
    }
    recent[recent.length - 1] = value;
  }

  /// Forgets, at the end of a block, all but the newest values: what is kept depends on the blocks
  /// alone, however they were batched.
  void endBlock() {
    if (recent.length > RECENT) {
      recent = Arrays.copyOfRange(recent, recent.length - RECENT, recent.length);
    }
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(newest, out);
    Instants.encode(arrived, out);
    gaps.encode(out);
    out.writeUTF(unit);
    out.writeByte(recent.length);
    ValuesCodec.encode(recent, out);
    baseline.encode(out);
    out.writeByte(
        (silent ? SILENT : 0)
            | (historic ? HISTORIC : 0)
            | (episode != null ? OPEN : 0)
            | (told != null ? TOLD : 0));
    if (episode != null) {
      episode.encode(out);
    }
    if (told != null) {
      Instants.encode(told.start(), out);
      Instants.encode(told.end(), out);
      out.writeDouble(told.peak());
    }
  }

  static SeriesState decode(SeriesKey series, DataInput in) throws IOException {
    Instant newest = Instants.decode(in);
    Instant arrived = Instants.decode(in);
    Gaps gaps = Gaps.decode(in);
    String unit = in.readUTF();
    int values = in.readUnsignedByte();
    if (values < 1 || values > RECENT) {
      throw new IOException("%s keeps %d values, not 1 to %d".formatted(series, values, RECENT));
    }
    double[] recent = ValuesCodec.decode(values, in);
    var state = new SeriesState(series, Baseline.decode(in));
    state.newest = newest;
    state.arrived = arrived;
    state.gaps = gaps;
    state.unit = unit;
    state.recent = recent;
    int flags = in.readUnsignedByte();
    state.silent = (flags & SILENT) != 0;
    state.historic = (flags & HISTORIC) != 0;
    state.episode = (flags & OPEN) != 0 ? Episode.decode(in) : null;
    state.told =
        (flags & TOLD) != 0
            ? new Told(Instants.decode(in), Instants.decode(in), in.readDouble())
            : null;
    return state;
  }
}
