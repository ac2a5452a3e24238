package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.JudgingRules;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What is normal for a series, learned one reading at a time: one pass, one set of constants for
/// every series, no training.
///
/// **Idea.** Three questions, each right where the others are wrong. *Rarity*: keep a slow,
/// winsorised level, measure each reading's distance from it in units of the series' own mean
/// distance, and keep a small log-histogram of these ([Tail]), which says how rare a distance is
/// *for this series*; do the same with a smoothed level (shifts), with the recent surprises
/// (noise), and with the deviations from a [Rhythm] once that has proved itself. *[Novelty]*: has
/// any smoothed view of the series left the range that it has ever been in. A reading is anomalous
/// when both together are far from normal, which halves the false alarms of either; or, for a fault
/// that recurs is neither rare nor new, when it is far out and that is seldom ([Outliers]).
///
/// **Formulas.** With `v` the value, `slow` and `mid` levels of memory 200 and 10 readings:
/// - `L` = surprise of `|v - slow|`, `M` = of `|mid' - slow|`, `mid' = mid + 0.1 (v - mid)`;
/// - `S` and `T` = the same of the deviation from the rhythm, while it is admitted;
/// - `B` = surprise of `burst' = burst + 0.1 (min(3, max(L, S)) - burst)`;
/// - `f = sqrt(L^2 + M^2 + B^2 + S^2 + T^2) + 4.75 N`, `N` the novelty in [0, 5), of which only a
///   tenth counts in a new series and all of it after a week; plus the decades by which the cadence
///   differs from five minutes ([Cadence]); at least 0;
/// - where going more than 10.5 mean distances out is seldom, `f` is at least 5.5 times their share
///   of 10.5, at most 11 ([Outliers]);
/// - anomalous from `f >= F` on, `F` = 5.5 over the sensitivity; the score is `f / (f + F)`;
/// - a [Run] that is stuck and a [Pace] that races are anomalous whatever their values say.
///
/// A reading is judged before it is learned. What is learned in the [Shadow] of an alarm weighs a
/// quarter: an anomaly teaches slowly, but a new normal is learned. Nothing of a baseline can be
/// merged with another's: each learned from the order of its readings.
///
/// **What comes out.** Empty, and for the first 30 readings: warming up, no range, unless outside
/// hard limits. Constant: normal, score 0, the first other value far out. Values are finite by
/// contract; those beyond 1e30 count as that. Nothing that comes out is NaN or infinite.
///
/// **Warm-up.** Gross outliers after 30 readings; noise after 90; novelty, stuck and burst after
/// 100; off rhythm from the second day of a daily rhythm that shows, from the fourth week of a
/// weekly one.
///
/// **Cost.** About a microsecond a reading; about a kilobyte in memory, some hundred bytes encoded.
/// Only exactly rounded operations, those of [Powers] among them: the same bits on every JVM.
///
/// **Sources.** Hill's tail index (https://doi.org/10.1214/aos/1176343247); winsorised means (Huber
/// 1964, https://doi.org/10.1214/aoms/1177703732).
///
/// Mutable, and not for two threads.
public final class Baseline {
  /// `f` from which a reading is anomalous, at the usual sensitivity. From 5 to 5.5 false episodes
  /// fall by a quarter on labelled series and by 40 % on simulated ones, and no anomaly is lost;
  /// from 6 on, they are.
  static final double THRESHOLD = 5.5;

  /// Readings before the first verdict.
  static final int WARM_UP = 30;

  /// Weight of a reading in the slow level and in every scale: a memory of 200 readings.
  static final double SLOW = 0.005;

  /// Weight of a reading in the smoothed level: a memory of 10.
  static final double MID = 0.1;

  /// What is further out than this many mean distances counts as this far.
  static final double CUT = 2.5;

  /// The smallest scale of anything.
  static final double LEAST_SCALE = 1e-12;

  /// The layout written, and those before, which knew of no [WeekTrial], and of no [Outliers].
  private static final int LAYOUT = 4;

  private static final int LAYOUT_WITHOUT_WEEK = 3;
  private static final int LAYOUT_WITHOUT_OUTLIERS = 2;

  /// Weight of a surprise in the burst, the most one may add, and the mean of a calm one.
  private static final double BURST = 0.1;

  private static final double MOST_BURST = 3;
  private static final float BURST_SCALE = 0.25f;

  /// Readings before bursts are known: 30 to warm up the points, 30 the bursts.
  private static final int BURST_WARM_UP = 60;

  /// The share of readings that may lie outside the usual range.
  private static final double UNUSUAL = 0.01;

  /// Larger values count as this, so that no difference and no float overflows.
  public static final double LARGEST = 1e30;

  private static final double NANOS = 1e9;

  /// Readings' worth that feedback teaches.
  private static final int FEEDBACK = 16;

  /// The score of what the rules call normal though it is odd.
  private static final double MOST_NORMAL = Math.nextDown(0.5);

  /// The score outside hard limits: critical.
  private static final double OUTSIDE_LIMITS = 0.9;

  /// Deviation of a normal distribution over its mean distance, the root of pi / 2.
  private static final double DEVIATION = 1.2533141373155003;

  private int readings;
  private Instant newest = Instant.EPOCH;
  private long born;
  private float burst;
  private Cadence cadence = Cadence.UNKNOWN;
  private Pace pace = Pace.NONE;
  private Run run = Run.NONE;
  private Shadow shadow = Shadow.NONE;
  private Outliers outliers = Outliers.NONE;
  private final Level level = new Level();
  private final Novelty novelty = new Novelty();
  private final Tail points = Tail.adaptive();
  private final Tail shifts = Tail.adaptive();
  private final Tail bursts = Tail.ofScale(BURST_SCALE);
  private Rhythm rhythm = Rhythm.fresh();

  private Baseline() {}

  /// The baseline of a series without a reading.
  public static Baseline fresh() {
    return new Baseline();
  }

  /// [#judge(Instant, double, JudgingRules)] by the rules of a series that none matches.
  public Judgement judge(Instant at, double value) {
    return judge(at, value, JudgingRules.DEFAULT);
  }

  /// What the baseline says of a reading; it stays as it is.
  ///
  /// @param at event time of the reading; a late one raises no alarm
  /// @param value a finite value
  /// @param rules how the series is judged
  /// @throws IllegalArgumentException when the value is not finite
  public Judgement judge(Instant at, double value, JudgingRules rules) {
    double bounded = bounded(at, value);
    return readings == 0 ? first(bounded, rules) : judgement(look(at, bounded, rules), rules);
  }

  /// [#learn(Instant, double, JudgingRules)] by the rules of a series that none matches.
  public Judgement learn(Instant at, double value) {
    return learn(at, value, JudgingRules.DEFAULT);
  }

  /// What the baseline says of the newest reading, which it then learns.
  ///
  /// @param at event time of the reading, not before that of any reading learned
  /// @param value a finite value
  /// @param rules how the series is judged
  /// @throws IllegalArgumentException when the value is not finite or the reading is late
  public Judgement learn(Instant at, double value, JudgingRules rules) {
    double bounded = bounded(at, value);
    if (readings == 0) {
      start(at, bounded);
      return first(bounded, rules);
    }
    if (at.isBefore(newest)) {
      throw new IllegalArgumentException("%s is late: %s was learned".formatted(at, newest));
    }
    follow(rhythm.following(rules.season()));
    Look look = look(at, bounded, rules);
    Judgement judgement = judgement(look, rules);
    learn(look, threshold(rules));
    return judgement;
  }

  private void follow(Rhythm next) {
    if (next != rhythm) {
      rhythm = next;
      novelty.forgetRhythm();
    }
  }

  private void start(Instant at, double value) {
    newest = at;
    born = at.getEpochSecond();
    level.start(value);
    novelty.start(value);
    readings = 1;
  }

  private static Judgement first(double value, JudgingRules rules) {
    return beyondLimits(value, rules, true).orElse(Judgement.warmingUp(WARM_UP));
  }

  /// Outside hard limits every reading is as anomalous as can be.
  private static Optional<Judgement> beyondLimits(double value, JudgingRules rules, boolean alarm) {
    Range limits = rules.hardRange();
    if (limits == null || !rules.enabled() || limits.contains(value)) {
      return Optional.empty();
    }
    String why = Why.outsideLimits(value);
    Range alert = alarm ? limits : null;
    return Optional.of(Judgement.anomalous(OUTSIDE_LIMITS, Kind.SPIKE, why, limits, alert));
  }

  /// *This was normal*: the value counts as seen many times over, and the shadow of its alarm ends.
  ///
  /// @param value the value of the reading meant
  public void normal(Instant at, double value) {
    double bounded = bounded(at, value);
    if (readings == 0) {
      return;
    }
    double distance = Math.abs(bounded - level.slow());
    points.learn(distance, level.floor(), FEEDBACK * Tail.WHOLE);
    shifts.learn(MID * distance, level.floor(), FEEDBACK * Tail.WHOLE);
    novelty.accept(bounded, level.slow());
    outliers = outliers.plus(FEEDBACK);
    shadow = Shadow.NONE;
  }

  /// *This was an anomaly*: the value, and what is further out, counts as half as usual as it was,
  /// and as never seen.
  ///
  /// @param value the value of the reading meant
  public void anomaly(Instant at, double value) {
    double bounded = bounded(at, value);
    if (readings == 0) {
      return;
    }
    points.reject(Math.abs(bounded - level.slow()), level.floor());
    novelty.reject(bounded, level.slow());
    outliers = Outliers.NONE;
  }

  /// The alert range: where a reading is normal by its value, whatever else is odd about it. The
  /// end on a side where the rules let no value turn the verdict is [#LARGEST], or that below zero.
  ///
  /// @param at event time of the reading
  /// @param rules how the series is judged
  /// @return at least the usual range; empty during warm-up
  public Optional<Range> alertRange(Instant at, JudgingRules rules) {
    return readings < WARM_UP
        ? Optional.empty()
        : Optional.of(alertRange(look(at, level.slow(), rules), rules));
  }

  /// Whether a value now is outside what was usual at an earlier instant, by more than the hours
  /// explain.
  ///
  /// @param then the earlier instant
  /// @param usual the usual range then
  /// @param now the instant of the value
  /// @param zone whose wall clock tells the hours
  public boolean hasLeft(Range usual, Instant then, double value, Instant now, ZoneId zone) {
    double explained = rhythm.isAdmitted() ? rhythm.between(then, now, zone) : 0;
    return !usual.contains(value - explained);
  }

  /// The level that it has had lately; 0 without a reading.
  public double mean() {
    return level.slow();
  }

  /// How far its readings deviate from the level: of normal noise, the standard deviation; >= 0.
  public double deviation() {
    return DEVIATION * points.scale(0);
  }

  private static double bounded(Instant at, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value at %s is not finite: %s".formatted(at, value));
    }
    return Math.clamp(value, -LARGEST, LARGEST);
  }

  private Look look(Instant at, double value, JudgingRules rules) {
    Duration since = Duration.between(newest, at);
    double interval = since.getSeconds() + since.getNano() / NANOS;
    Cadence next = cadence.after(interval, readings);
    boolean gap = next.isGap(interval);
    double slow = level.slow();
    float finest = level.step(value);
    double floor = level.floor(finest);
    double smoother = level.mid(value, gap);
    Rhythm.Look hour = rhythm.look(at, rules.zone(), value, gap, floor);
    boolean rhythmic =
        switch (rules.season()) {
          case AUTO -> rhythm.isAdmitted();
          case NONE -> false;
          case DAILY, WEEKLY -> hour.ready();
        };
    double point = points.surprise(Math.abs(value - slow), floor);
    double recent = burst + BURST * (Math.min(MOST_BURST, Math.max(point, hour.point())) - burst);
    var surprises =
        new Surprises(
            point,
            shifts.surprise(Math.abs(smoother - slow), floor),
            readings < BURST_WARM_UP ? 0 : bursts.surprise(recent, LEAST_SCALE),
            rhythmic ? hour.point() : 0,
            rhythmic ? hour.shift() : 0);
    double[] views = novelty.views(value, hour, readings);
    Pace paced = pace.after(interval, readings);
    Run ran = run.after(level.repeats(value), gap);
    boolean late = interval < 0;
    boolean timed = rhythmic && hour.ready();
    double centre = timed ? hour.centre() : slow;
    Tail tail = timed ? rhythm.points() : points;
    boolean seldom = outliers.areSeldom(interval, tail.seen());
    double out = timed ? rhythm.beyond(hour.hour(), value) : Math.abs(value - slow);
    return new Look(
        at,
        value,
        late,
        readings,
        Math.max(0, newest.getEpochSecond() - born),
        slow,
        finest,
        floor,
        smoother,
        recent,
        next,
        paced,
        ran,
        run.longest(),
        !late && ran.isStuck(readings),
        !late && paced.isBurst(pace, readings),
        pace.seconds(),
        surprises,
        novelty.of(views, slow, floor, readings),
        views,
        novelty.beyond(value, floor),
        hour,
        outliers.after(Math.abs(value - slow) / points.scale(floor), interval, points.seen()),
        seldom ? Outliers.distance(out / tail.scale(floor)) : 0,
        around(centre, tail.quantile(UNUSUAL, floor)));
  }

  private static Range around(double centre, double spread) {
    return new Range(centre - spread, centre + spread);
  }

  private static double threshold(JudgingRules rules) {
    return THRESHOLD / rules.sensitivity();
  }

  private Judgement judgement(Look look, JudgingRules rules) {
    Optional<Judgement> outside = beyondLimits(look.value(), rules, !look.late());
    if (outside.isPresent()) {
      return outside.get();
    }
    if (readings < WARM_UP) {
      return Judgement.warmingUp(WARM_UP - readings);
    }
    double threshold = threshold(rules);
    double distance = look.distance();
    double score = distance / (distance + threshold);
    Kind kind = look.kind();
    if (distance < threshold || !look.counts(kind, rules)) {
      return Judgement.normal(Math.min(score, MOST_NORMAL), look.usual());
    }
    String why = look.why(kind, points.scale(look.floor()));
    boolean alarm = !look.late() && shadow.lets(distance, threshold);
    Range alert = alarm ? alertRange(look, rules) : null;
    return Judgement.anomalous(score, kind, why, look.usual(), alert);
  }

  private Range alertRange(Look look, JudgingRules rules) {
    return AlertRange.around(look.usual(), v -> isAnomalous(look(look.at(), v, rules), rules));
  }

  private static boolean isAnomalous(Look look, JudgingRules rules) {
    return look.valueDistance() >= threshold(rules) && look.counts(look.kind(), rules);
  }

  private void learn(Look look, double threshold) {
    double distance = look.distance();
    int weight = shadow.weight();
    double floor = look.floor();
    double fromSlow = look.value() - look.level();
    points.learn(Math.abs(fromSlow), floor, weight);
    shifts.learn(Math.abs(look.mid() - look.level()), floor, weight);
    if (readings >= BURST_WARM_UP) {
      bursts.learn(look.burst(), LEAST_SCALE, weight);
    }
    double spread = points.scale(floor);
    var weights = new Rhythm.Weights(weight, look.cadence().hours());
    rhythm.learn(look.hour(), look.value(), Math.abs(fromSlow), spread, floor, weights);
    level.learn(look, CUT * spread);
    novelty.learn(look.views(), readings, look.cadence().share());
    shadow = shadow.after(distance, threshold, look.cadence());
    burst = (float) look.burst();
    cadence = look.cadence();
    pace = look.pace();
    run = look.run();
    outliers = look.outliers();
    newest = look.at();
    readings = Math.min(readings + 1, Integer.MAX_VALUE - 1);
  }

  /// Writes all that it has learned.
  public void encode(DataOutput out) throws IOException {
    out.writeByte(LAYOUT);
    Varint.write(out, readings);
    if (readings > 0) {
      encodeNewest(out);
      novelty.encode(out);
      points.encode(out);
      shifts.encode(out);
      bursts.encode(out);
      rhythm.encode(out);
    }
  }

  private void encodeNewest(DataOutput out) throws IOException {
    out.writeLong(newest.getEpochSecond());
    Varint.write(out, newest.getNano());
    out.writeLong(born);
    level.encode(out);
    out.writeFloat(burst);
    cadence.encode(out);
    pace.encode(out);
    run.encode(out);
    shadow.encode(out);
    outliers.encode(out);
  }

  /// Reads a baseline that [#encode] wrote: it judges and learns exactly as that one would have.
  ///
  /// @throws IOException when the bytes are of another layout, or end too soon
  public static Baseline decode(DataInput in) throws IOException {
    int layout = in.readUnsignedByte();
    if (layout < LAYOUT_WITHOUT_OUTLIERS || layout > LAYOUT) {
      throw new IOException("layout %d of a baseline is not known".formatted(layout));
    }
    var baseline = new Baseline();
    baseline.readings = Varint.read(in);
    if (baseline.readings > 0) {
      baseline.decodeNewest(in, layout);
      baseline.novelty.decode(in);
      baseline.points.decode(in);
      baseline.shifts.decode(in);
      baseline.bursts.decode(in);
      baseline.rhythm = Rhythm.decode(in, layout > LAYOUT_WITHOUT_WEEK);
    }
    return baseline;
  }

  private void decodeNewest(DataInput in, int layout) throws IOException {
    newest = Instant.ofEpochSecond(in.readLong(), Varint.read(in));
    born = in.readLong();
    level.decode(in);
    burst = in.readFloat();
    cadence = Cadence.decode(in);
    pace = Pace.decode(in);
    run = Run.decode(in);
    shadow = Shadow.decode(in);
    if (layout != LAYOUT_WITHOUT_OUTLIERS) {
      outliers = Outliers.decode(in);
    }
  }
}
