package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.JudgingRules;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// What is normal for a series, learned one reading at a time: one pass, one set of constants for
/// every series, no training.
///
/// **Idea.** Keep a slow, winsorised level. Measure each reading's distance from it in units of the
/// series' own mean distance, and keep a small log-histogram of these ([Tail]), which says how rare
/// a distance is *for this series*. Do the same with a smoothed level (shifts), with the recent
/// surprises (bursts, noise), and with the deviations from a [DailyRhythm] once that has proved
/// itself. The more of these surprise, the further from normal.
///
/// **Formulas.** With `v` the value, `slow` and `mid` levels of memory 200 and 10 readings:
/// - `L` = surprise of `|v - slow|`, `M` = of `|mid' - slow|`, `mid' = mid + 0.1 (v - mid)`;
/// - `S` and `T` = the same of the deviation from the rhythm, while it is admitted;
/// - `B` = surprise of `burst' = burst + 0.1 (min(3, max(L, S)) - burst)`;
/// - `f = sqrt(L^2 + M^2 + B^2 + S^2 + T^2)`, plus up to 2 outside all that was ever seen, plus the
///   decades by which the cadence differs from five minutes ([Cadence]); at least 0;
/// - anomalous from `f >= 4.2` on; the score is `f / (f + 4.2)`;
/// - a [Run] that is stuck is anomalous whatever its values say.
///
/// A reading is judged before it is learned. What is learned in the [Shadow] of an alarm weighs a
/// quarter: an anomaly teaches slowly, but a new normal is learned.
///
/// **What comes out.** Empty, and for the first 30 readings: warming up, no range. Constant:
/// normal, score 0, the first other value far out. Values are finite by contract; those beyond 1e30
/// count as that. Nothing that comes out is NaN or infinite.
///
/// **Cost.** Under a microsecond a reading; about a kilobyte in memory, some hundred bytes encoded.
/// Only exactly rounded operations and StrictMath: the same bits on every JVM.
///
/// Mutable, and not for two threads.
public final class Baseline {
  /// `f` from which a reading is anomalous: about one reading in 16,000, a false alarm in two
  /// weeks.
  static final double THRESHOLD = 4.2;

  /// What is anomalous but excused by the rules is just not that.
  private static final double EXCUSED = 0.999 * THRESHOLD;

  /// Weight of a reading in the slow level and in every scale: a memory of 200 readings.
  static final double SLOW = 0.005;

  /// Weight of a reading in the smoothed level: a memory of 10.
  static final double MID = 0.1;

  /// What is further out than this many mean distances counts as this far.
  static final double CUT = 2.5;

  private static final int LAYOUT = 1;

  /// Readings before the first verdict.
  private static final int WARM_UP = 30;

  /// Weight of a surprise in the burst, the most one may add, and the mean of a calm one.
  private static final double BURST = 0.1;

  private static final double MOST_BURST = 3;
  private static final float BURST_SCALE = 0.25f;

  /// Readings before bursts are known: 30 to warm up the points, 30 the bursts.
  private static final int BURST_WARM_UP = 60;

  /// Readings that set the slow level as they are.
  private static final int UNCUT = 10;

  /// Outside all that was seen, by more than 5 % of it, adds 2; over the first week (of five minute
  /// readings) in proportion, for there little has been seen.
  private static final double NOVELTY = 2;

  private static final double NOVELTY_MARGIN = 0.05;
  private static final int NOVELTY_RAMP = 2000;

  /// Readings in a row that the smoothed level is away before the slow one follows at once: half a
  /// day of five minute readings is a new normal.
  private static final int SNAP = 120;

  /// The smallest scale: a thousandth of the level, half the finest step seen, or this.
  private static final double LEAST_SCALE = 1e-12;

  private static final double LEAST_RELATIVE_SCALE = 0.001;
  private static final double STEP_SHARE = 0.5;

  /// By this the finest step grows with each change: a rounding accident is forgotten.
  private static final double STEP_GROWTH = 1.0005;

  /// The share of readings that may lie outside the usual range.
  private static final double UNUSUAL = 0.01;

  /// Larger values count as this, so that no difference and no float overflows.
  private static final double LARGEST = 1e30;

  private static final double NANOS = 1e9;

  private int readings;
  private Instant newest = Instant.EPOCH;
  private double last;
  private double low;
  private double high;
  private double slow;
  private double mid;
  private int away;
  private float step;
  private float burst;
  private Cadence cadence = Cadence.UNKNOWN;
  private Run run = Run.NONE;
  private Shadow shadow = Shadow.NONE;
  private final Tail points = Tail.adaptive();
  private final Tail shifts = Tail.adaptive();
  private final Tail bursts = Tail.ofScale(BURST_SCALE);
  private final DailyRhythm rhythm = new DailyRhythm();

  private Baseline() {}

  /// The baseline of a series without a reading.
  public static Baseline fresh() {
    return new Baseline();
  }

  /// What the baseline says of a reading; it stays as it is.
  ///
  /// @param at event time of the reading; a late one raises no alarm
  /// @param value a finite value
  /// @throws IllegalArgumentException when the value is not finite
  public Judgement judge(Instant at, double value) {
    return judge(at, value, JudgingRules.DEFAULT);
  }

  /// The same by rules.
  public Judgement judge(Instant at, double value, JudgingRules rules) {
    return readings == 0 ? first(at, value, rules) : judgement(look(at, value, rules));
  }

  /// What the baseline says of the newest reading, which it then learns.
  ///
  /// @param at event time of the reading, not before that of any reading learned
  /// @param value a finite value
  /// @throws IllegalArgumentException when the value is not finite or the reading is late
  public Judgement learn(Instant at, double value) {
    return learn(at, value, JudgingRules.DEFAULT);
  }

  /// The same by rules: what they excuse casts no shadow, and teaches like any normal reading.
  public Judgement learn(Instant at, double value, JudgingRules rules) {
    if (readings == 0) {
      Judgement judgement = first(at, value, rules);
      newest = at;
      last = low = high = slow = mid = bounded(at, value);
      readings = 1;
      return judgement;
    }
    if (at.isBefore(newest)) {
      throw new IllegalArgumentException("%s is late: %s was learned".formatted(at, newest));
    }
    Look look = look(at, value, rules);
    Judgement judgement = judgement(look);
    learn(look);
    return judgement;
  }

  private static Judgement first(Instant at, double value, JudgingRules rules) {
    bounded(at, value);
    return Limits.isBroken(rules, value)
        ? Limits.breach(rules, null, true)
        : new Judgement(0, Verdict.WARMING_UP, null, null, false);
  }

  private static double bounded(Instant at, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value at %s is not finite: %s".formatted(at, value));
    }
    return Math.clamp(value, -LARGEST, LARGEST);
  }

  /// A reading as the baseline sees it, and what its state would be with it.
  private record Look(
      Instant at,
      double value,
      boolean late,
      float step,
      double floor,
      double mid,
      double burst,
      Cadence cadence,
      Run run,
      Surprises surprises,
      DailyRhythm.Look hour,
      boolean rhythmic,
      JudgingRules rules) {}

  private Look look(Instant at, double given, JudgingRules rules) {
    double value = bounded(at, given);
    Duration since = Duration.between(newest, at);
    double interval = since.getSeconds() + since.getNano() / NANOS;
    Cadence next = cadence.after(interval, readings);
    boolean gap = next.isGap(interval);
    float finest = finestStep(Math.abs(value - last));
    double floor =
        Math.max(Math.max(LEAST_RELATIVE_SCALE * Math.abs(slow), STEP_SHARE * finest), LEAST_SCALE);
    double smoother = gap ? value : mid + MID * (value - mid);
    double point = points.surprise(Math.abs(value - slow), floor);
    double shift = shifts.surprise(Math.abs(smoother - slow), floor);
    DailyRhythm.Look hour = rhythm.look(at.atZone(rules.zone()), value, gap, floor);
    double strongest = Math.max(point, hour.point());
    double recent = burst + BURST * (Math.min(MOST_BURST, strongest) - burst);
    double noise = readings < BURST_WARM_UP ? 0 : bursts.surprise(recent, LEAST_SCALE);
    boolean admitted =
        switch (rules.season()) {
          case AUTO -> rhythm.isAdmitted();
          case NONE -> false;
          case DAILY, WEEKLY -> hour.ready();
        };
    var surprises =
        new Surprises(
            point, shift, noise, admitted ? hour.point() : 0, admitted ? hour.shift() : 0);
    return new Look(
        at,
        value,
        interval < 0,
        finest,
        floor,
        smoother,
        recent,
        next,
        run.after(value == last, gap),
        surprises,
        hour,
        admitted && hour.ready(),
        rules);
  }

  /// The smallest change of value that the series has shown lately: its resolution.
  private float finestStep(double change) {
    if (change == 0) {
      return step;
    }
    return (float) (step == 0 ? change : Math.min(change, step * STEP_GROWTH));
  }

  private Judgement judgement(Look look) {
    Range usual = readings < WARM_UP ? null : usual(look);
    if (Limits.isBroken(look.rules, look.value)) {
      return Limits.breach(look.rules, usual, !look.late);
    }
    if (usual == null) {
      return new Judgement(0, Verdict.WARMING_UP, null, null, false);
    }
    double distance = distance(look);
    double score = distance / (distance + THRESHOLD);
    if (distance < THRESHOLD) {
      return new Judgement(score, Verdict.NORMAL, null, usual, false);
    }
    Kind kind = kind(look);
    boolean alarm = !look.late && shadow.lets(distance);
    return new Judgement(score, Verdict.ANOMALOUS, kind, usual, alarm);
  }

  /// `f`: how far from normal a reading is, >= 0.
  private double distance(Look look) {
    if (readings < WARM_UP) {
      return 0;
    }
    double distance = valueDistance(look);
    boolean stuck = !look.late && look.run.isStuck(readings);
    double given = stuck ? Math.max(distance, THRESHOLD) : distance;
    boolean excused = given >= THRESHOLD && isExcused(look);
    return excused ? Math.min(given, EXCUSED) : given;
  }

  private Kind kind(Look look) {
    return valueDistance(look) < THRESHOLD ? Kind.STUCK : look.surprises.kind();
  }

  /// Whether the rules say that what is odd about the reading is none of their business.
  private boolean isExcused(Look look) {
    Kind kind = kind(look);
    if (!look.rules.enabled() || !look.rules.kinds().contains(kind)) {
      return true;
    }
    double level = kind == Kind.LEVEL_SHIFT && !look.rhythmic ? look.mid : look.value;
    return kind != Kind.STUCK && Limits.isWithin(look.rules, level, centre(look));
  }

  private double valueDistance(Look look) {
    double novelty =
        isNovel(look.value) ? NOVELTY * Math.min(1, (double) readings / NOVELTY_RAMP) : 0;
    double plain = look.surprises.together() + novelty + look.cadence.correction();
    return Math.max(0, plain) * look.rules.sensitivity();
  }

  /// Whether a value is clearly outside all that was seen; nothing is while that is one value.
  private boolean isNovel(double value) {
    double margin = NOVELTY_MARGIN * (high - low);
    return high > low && (value < low - margin || value > high + margin);
  }

  /// Where 99 % of the readings lie: around the hour's usual value, or else the slow level.
  private Range usual(Look look) {
    double centre = centre(look);
    Tail tail = look.rhythmic ? rhythm.points() : points;
    double spread = tail.quantile(UNUSUAL, look.floor);
    return new Range(centre - spread, centre + spread);
  }

  private double centre(Look look) {
    return look.rhythmic ? look.hour.centre() : slow;
  }

  private void learn(Look look) {
    double distance = distance(look);
    int weight = shadow.weight();
    double fromSlow = look.value - slow;
    points.learn(Math.abs(fromSlow), look.floor, weight);
    shifts.learn(Math.abs(look.mid - slow), look.floor, weight);
    if (readings >= BURST_WARM_UP) {
      bursts.learn(look.burst, LEAST_SCALE, weight);
    }
    double spread = points.scale(look.floor);
    var weights = new DailyRhythm.Weights(weight, look.cadence.hours());
    rhythm.learn(look.hour, look.value, Math.abs(fromSlow), spread, look.floor, weights);
    learnLevels(look.mid, fromSlow, CUT * spread);
    shadow = shadow.after(distance, look.cadence);
    low = Math.min(low, look.value);
    high = Math.max(high, look.value);
    burst = (float) look.burst;
    cadence = look.cadence;
    run = look.run;
    step = look.step;
    last = look.value;
    newest = look.at;
    readings = Math.min(readings + 1, Integer.MAX_VALUE - 1);
  }

  /// The slow level is a running mean first, and follows an outlier no further than the cut.
  private void learnLevels(double smoother, double fromSlow, double most) {
    double change = readings < UNCUT ? fromSlow : Math.clamp(fromSlow, -most, most);
    slow += Math.max(1.0 / (readings + 1), SLOW) * change;
    mid = smoother;
    away = Math.abs(mid - slow) > most ? away + 1 : 0;
    if (away == SNAP) {
      slow = mid;
      away = 0;
    }
  }

  /// Writes all that it has learned.
  public void encode(DataOutput out) throws IOException {
    out.writeByte(LAYOUT);
    Varint.write(out, readings);
    if (readings > 0) {
      encodeLevels(out);
      points.encode(out);
      shifts.encode(out);
      bursts.encode(out);
      rhythm.encode(out);
    }
  }

  private void encodeLevels(DataOutput out) throws IOException {
    out.writeLong(newest.getEpochSecond());
    Varint.write(out, newest.getNano());
    out.writeDouble(last);
    out.writeDouble(low);
    out.writeDouble(high);
    out.writeDouble(slow);
    out.writeDouble(mid);
    Varint.write(out, away);
    out.writeFloat(step);
    out.writeFloat(burst);
    out.writeFloat(cadence.seconds());
    Varint.write(out, run.length());
    Varint.write(out, run.longest());
    out.writeFloat(run.changes());
    Varint.write(out, shadow.left());
    out.writeFloat(shadow.peak());
  }

  /// Reads a baseline that [#encode] wrote: it judges and learns exactly as that one would have.
  ///
  /// @throws IOException when the bytes are of another layout, or end too soon
  public static Baseline decode(DataInput in) throws IOException {
    int layout = in.readUnsignedByte();
    if (layout != LAYOUT) {
      throw new IOException("layout %d of a baseline is not known".formatted(layout));
    }
    var baseline = new Baseline();
    baseline.readings = Varint.read(in);
    if (baseline.readings > 0) {
      baseline.decodeLevels(in);
      baseline.points.decode(in);
      baseline.shifts.decode(in);
      baseline.bursts.decode(in);
      baseline.rhythm.decode(in);
    }
    return baseline;
  }

  private void decodeLevels(DataInput in) throws IOException {
    newest = Instant.ofEpochSecond(in.readLong(), Varint.read(in));
    last = in.readDouble();
    low = in.readDouble();
    high = in.readDouble();
    slow = in.readDouble();
    mid = in.readDouble();
    away = Varint.read(in);
    step = in.readFloat();
    burst = in.readFloat();
    cadence = new Cadence(in.readFloat());
    run = new Run(Varint.read(in), Varint.read(in), in.readFloat());
    shadow = new Shadow(Varint.read(in), in.readFloat());
  }
}
