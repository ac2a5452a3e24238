package io.offbeat.benchmarks.detection;

import com.amazon.randomcutforest.RandomCutForest;
import io.offbeat.benchmarks.peers.CustomaryForest;
import io.offbeat.detection.Baseline;
import io.offbeat.detection.Judgement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time to judge and learn one reading of a series that is past its warm-up.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class UpdateBenchmark {
  private final Readings readings = new Readings();
  private final Baseline baseline = Baseline.fresh();
  private final RandomCutForest forest = CustomaryForest.fresh();

  /// Offbeat.
  @Benchmark
  public Judgement offbeat() {
    Judgement judgement = baseline.learn(readings.at(), readings.value());
    readings.advance();
    return judgement;
  }

  /// Random Cut Forest, by Amazon's library and its customary setting, without a threshold.
  @Benchmark
  public double randomCutForest() {
    float[] value = {(float) readings.value()};
    double score = forest.getAnomalyScore(value);
    forest.update(value);
    readings.advance();
    return score;
  }
}
