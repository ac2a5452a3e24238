package io.offbeat.detector;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.detection.Episode.Step;
import io.offbeat.detection.Judgement;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// What is stored of one series: how far it is, what is normal for it, and the episode it is in.
///
/// It advances with event time only, by one reading at a time.
public final class SeriesState {
  /// How many of the newest values an event carries.
  public static final int RECENT = 16;

  private final SeriesKey series;
  private final Baseline baseline;
  private JudgingRules rules = JudgingRules.DEFAULT;
  private Instant newest;
  private String unit;
  private double[] recent;
  private @Nullable Episode episode;

  /// What one reading did to the series.
  ///
  /// @param outcome [DetectCount#LEARNED], [DetectCount#LATE] or [DetectCount#REPEAT]
  /// @param judgement what the baseline says of it; null for a repeat
  /// @param event what it made of an episode; null when it neither started, escalated nor ended one
  public record Effect(
      DetectCount outcome, @Nullable Judgement judgement, @Nullable EpisodeEvent event) {}

  private SeriesState(
      SeriesKey series,
      Baseline baseline,
      Instant newest,
      String unit,
      double[] recent,
      @Nullable Episode episode) {
    this.series = series;
    this.baseline = baseline;
    this.newest = newest;
    this.unit = unit;
    this.recent = recent;
    this.episode = episode;
  }

  /// The state of a series without a reading.
  public static SeriesState fresh(SeriesKey series) {
    return new SeriesState(series, Baseline.fresh(), Instant.MIN, "", new double[0], null);
  }

  /// Judges by these rules from here on; they are no part of what is stored.
  void by(JudgingRules inForce) {
    rules = inForce;
  }

  /// Applies a reading of this series that is no replay.
  public Effect apply(Reading reading) {
    if (reading.at().isBefore(newest)) {
      Judgement judgement = baseline.judge(reading.at(), reading.value(), rules);
      return new Effect(DetectCount.LATE, judgement, null);
    }
    if (repeats(reading)) {
      return new Effect(DetectCount.REPEAT, null, null);
    }
    return learn(reading);
  }

  private boolean repeats(Reading reading) {
    return reading.at().equals(newest)
        && Double.doubleToLongBits(reading.value())
            == Double.doubleToLongBits(recent[recent.length - 1]);
  }

  private Effect learn(Reading reading) {
    Judgement judgement = baseline.learn(reading.at(), reading.value(), rules);
    newest = reading.at();
    unit = reading.unit().isEmpty() ? unit : reading.unit();
    recent = append(recent, reading.value());
    Step step = Episode.next(episode, judgement, reading.at(), reading.value());
    episode = step.open();
    EpisodeEvent event =
        switch (step) {
          case Step.None(), Step.Ongoing _ -> null;
          case Step.Started(var started) -> event(Change.STARTED, started, reading);
          case Step.Escalated(var worse) -> event(Change.ESCALATED, worse, reading);
          case Step.Ended(var ended) -> event(Change.ENDED, ended, reading);
        };
    return new Effect(DetectCount.LEARNED, judgement, event);
  }

  private EpisodeEvent event(Change change, Episode episode, Reading reading) {
    return new EpisodeEvent(
        change,
        series,
        unit,
        episode.kind(),
        episode.severity(),
        episode.start(),
        reading.at(),
        reading.value(),
        episode.peak(),
        episode.score(),
        Math.clamp(2 * episode.score() - 1, 0.01, 1),
        episode.usual(),
        episode.usual(),
        "",
        false,
        DoubleStream.of(recent).boxed().toList());
  }

  /// The values with one more at the end, the newest [#RECENT] of them.
  private static double[] append(double[] values, double value) {
    int kept = Math.min(values.length, RECENT - 1);
    double[] appended = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
    appended[kept] = value;
    return appended;
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(newest, out);
    out.writeUTF(unit);
    out.writeByte(recent.length);
    for (double value : recent) {
      out.writeDouble(value);
    }
    baseline.encode(out);
    out.writeBoolean(episode != null);
    if (episode != null) {
      episode.encode(out);
    }
  }

  static SeriesState decode(SeriesKey series, DataInput in) throws IOException {
    Instant newest = Instants.decode(in);
    String unit = in.readUTF();
    int values = in.readUnsignedByte();
    if (values < 1 || values > RECENT) {
      throw new IOException("%s keeps %d values, not 1 to %d".formatted(series, values, RECENT));
    }
    double[] recent = new double[values];
    for (int i = 0; i < values; i++) {
      recent[i] = in.readDouble();
    }
    Baseline baseline = Baseline.decode(in);
    Episode episode = in.readBoolean() ? Episode.decode(in) : null;
    return new SeriesState(series, baseline, newest, unit, recent, episode);
  }
}
