package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any series, over a fixed list of seeds.
class BaselinePropertyTest {
  private static final int READINGS = 2_000;

  /// By how much a score may differ, and for what share of the readings by more: a distance at the
  /// edge of a bin falls to either side by rounding alone, and the bin's count is then another.
  private static final double ROUNDING = 0.01;

  private static final double ROUNDED = 0.01;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /// Where the deviation exceeds the floor, which follows the level.
  @ParameterizedTest
  @MethodSource("seeds")
  void where_the_zero_lies_does_not_matter(long seed) {
    List<Judgement> here = new Feed().learn(READINGS, spiky(seed, 0));
    List<Judgement> there = new Feed().learn(READINGS, spiky(seed, 2));

    long differ = 0;
    for (int i = 0; i < READINGS; i++) {
      differ += Math.abs(here.get(i).score() - there.get(i).score()) > ROUNDING ? 1 : 0;
    }
    assertThat((double) differ / READINGS).isLessThan(ROUNDED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_further_out_scores_no_lower(long seed) {
    var feed = new Feed();
    feed.learn(READINGS, spiky(seed, 0));
    double before = -1;
    for (double out = 2; out < 1e6; out *= 1.3) {
      double score = feed.judgeNext(4 + out).score();
      assertThat(score).as("%s out", out).isGreaterThanOrEqualTo(before);
      before = score;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_mirror_image_scores_the_same(long seed) {
    DoubleSupplier values = spiky(seed, 0);
    List<Judgement> image = new Feed().learn(READINGS, () -> -values.getAsDouble());
    List<Judgement> plain = new Feed().learn(READINGS, spiky(seed, 0));

    assertThat(image)
        .extracting(Judgement::score)
        .isEqualTo(plain.stream().map(Judgement::score).toList());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_baseline_restored_in_mid_stream_says_the_same(long seed) {
    DoubleSupplier values = spiky(seed, 0);
    var feed = new Feed();
    feed.learn((int) (37 * seed), values);
    Feed restored = feed.restored();
    for (int i = 0; i < 500; i++) {
      double value = values.getAsDouble();
      assertThat(restored.learn(value)).isEqualTo(feed.learn(value));
    }
    assertThat(restored.encoded()).isEqualTo(feed.encoded());
  }

  /// Noise, a spike now and then, and a level that moves once.
  private static DoubleSupplier spiky(long seed, double zero) {
    var random = new SplittableRandom(seed);
    int shift = 500 + random.nextInt(1_000);
    var count = new int[1];
    return () -> {
      count[0]++;
      double spike = random.nextInt(200) == 0 ? 15 * random.nextGaussian() : 0;
      return zero + random.nextGaussian() + spike + (count[0] > shift ? 4 : 0);
    };
  }
}
