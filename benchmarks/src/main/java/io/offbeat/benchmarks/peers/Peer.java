package io.offbeat.benchmarks.peers;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.offbeat.local.cli.CorpusFiles.Watch;
import java.time.Instant;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/// A detector as it comes, each by one setting for all series.
enum Peer {
  /// The mean and deviation of the newest 100 values; an alarm is 3 deviations away.
  ROLLING("rolling mean and deviation, 3 sigma"),

  /// Exponentially weighted mean and variance, a twentieth of each new value (Roberts 1959,
  /// doi:10.1080/00401706.1959.10489860); an alarm is 3 deviations away.
  EWMA("EWMA, z-score, 3 sigma"),

  /// Exponentially weighted mean and mean absolute deviation, a hundredth of each new value, which
  /// one beyond 3 deviations pulls no further; an alarm is 8 away.
  ROBUST_EWMA("robust EWMA, 8 mean deviations"),

  /// Random Cut Forest (Guha et al. 2016, proceedings.mlr.press/v48/guha16) by Amazon's library: a
  /// shingle of 8 values, 50 trees of 256, its own threshold.
  FOREST("Random Cut Forest 4.4"),

  /// The same forest's score without that threshold; an alarm is 3 deviations above the mean of the
  /// series' scores so far.
  FOREST_SCORE("Random Cut Forest 4.4, score, 3 sigma");

  /// Alarms at most so many rows apart are one episode, as the figures of events count them.
  private static final int NEAR = 30;

  /// Values without which no statistic says much.
  private static final int WARM_UP = 30;

  private final String label;

  Peer(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// A fresh one, which tells where an episode starts.
  Watch watch() {
    return new Episodes(
        switch (this) {
          case ROLLING -> new Rolling();
          case EWMA -> new Ewma();
          case ROBUST_EWMA -> new RobustEwma();
          case FOREST -> new Forest();
          case FOREST_SCORE -> new ForestScore();
        });
  }

  /// Judges a value by those before it, then learns it.
  @FunctionalInterface
  private interface Judge {
    boolean isAnomalous(Instant at, double value);
  }

  /// Where the alarms of a judge begin.
  private static final class Episodes implements Watch {
    private final Judge judge;
    private int sinceAlarm = Integer.MAX_VALUE;

    Episodes(Judge judge) {
      this.judge = judge;
    }

    @Override
    public boolean starts(Instant at, double value) {
      int since = sinceAlarm;
      boolean alarm = judge.isAnomalous(at, value);
      sinceAlarm = alarm ? 1 : since == Integer.MAX_VALUE ? since : since + 1;
      return alarm && since > NEAR;
    }
  }

  private static final class Rolling implements Judge {
    private final DescriptiveStatistics window = new DescriptiveStatistics(100);

    @Override
    public boolean isAnomalous(Instant at, double value) {
      boolean alarm =
          window.getN() >= WARM_UP
              && Math.abs(value - window.getMean()) > 3 * window.getStandardDeviation();
      window.addValue(value);
      return alarm;
    }
  }

  private static final class Ewma implements Judge {
    private static final double ALPHA = 0.05;
    private int seen;
    private double mean;
    private double variance;

    @Override
    public boolean isAnomalous(Instant at, double value) {
      double away = seen == 0 ? 0 : value - mean;
      boolean alarm = seen >= WARM_UP && Math.abs(away) > 3 * Math.sqrt(variance);
      mean = seen == 0 ? value : mean + ALPHA * away;
      variance = (1 - ALPHA) * (variance + ALPHA * away * away);
      seen++;
      return alarm;
    }
  }

  private static final class RobustEwma implements Judge {
    private static final double ALPHA = 0.01;
    private static final double CLIP = 3;
    private static final double LIMIT = 8;
    private int seen;
    private double mean;
    private double deviation;

    @Override
    public boolean isAnomalous(Instant at, double value) {
      if (seen++ == 0) {
        mean = value;
        return false;
      }
      double away = value - mean;
      boolean alarm = seen > WARM_UP && Math.abs(away) > LIMIT * deviation;
      double most = seen > WARM_UP ? CLIP * deviation : Math.abs(away);
      double learned = Math.min(Math.max(away, -most), most);
      double weight = Math.max(ALPHA, 1.0 / seen);
      mean += weight * learned;
      deviation += weight * (Math.abs(learned) - deviation);
      return alarm;
    }
  }

  private static final class Forest implements Judge {
    private final ThresholdedRandomCutForest forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(CustomaryForest.SHINGLE)
            .shingleSize(CustomaryForest.SHINGLE)
            .numberOfTrees(CustomaryForest.TREES)
            .sampleSize(CustomaryForest.SAMPLE)
            .transformMethod(TransformMethod.NORMALIZE)
            .randomSeed(1)
            .build();

    @Override
    public boolean isAnomalous(Instant at, double value) {
      return forest.process(new double[] {value}, at.getEpochSecond()).getAnomalyGrade() > 0;
    }
  }

  private static final class ForestScore implements Judge {
    private final SummaryStatistics scores = new SummaryStatistics();
    private final RandomCutForest forest = CustomaryForest.fresh();

    @Override
    public boolean isAnomalous(Instant at, double value) {
      float[] point = {(float) value};
      boolean alarm = false;
      if (forest.isOutputReady()) {
        double score = forest.getAnomalyScore(point);
        alarm =
            scores.getN() >= WARM_UP
                && score > scores.getMean() + 3 * scores.getStandardDeviation();
        scores.addValue(score);
      }
      forest.update(point);
      return alarm;
    }
  }
}
