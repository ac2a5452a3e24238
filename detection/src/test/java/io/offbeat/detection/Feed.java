package io.offbeat.detection;

import io.offbeat.model.Range;
import io.offbeat.model.rules.JudgingRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Feeds a baseline one value every five minutes.
final class Feed {
  static final Duration STEP = Duration.ofMinutes(5);
  static final int DAY = 288;

  private Baseline baseline = Baseline.fresh();
  private Instant at = Instant.parse("2026-11-01T00:00:00Z");

  /// Seeded noise, mean 0, deviation 1.
  static DoubleSupplier gaussian(long seed) {
    return new SplittableRandom(seed)::nextGaussian;
  }

  Judgement learn(double value) {
    at = at.plus(STEP);
    return baseline.learn(at, value);
  }

  List<Judgement> learn(int readings, DoubleSupplier values) {
    var judgements = new ArrayList<Judgement>();
    for (int i = 0; i < readings; i++) {
      judgements.add(learn(values.getAsDouble()));
    }
    return judgements;
  }

  void normal(double value) {
    baseline.normal(at, value);
  }

  void anomaly(double value) {
    baseline.anomaly(at, value);
  }

  Judgement judgeNext(double value) {
    return baseline.judge(at.plus(STEP), value);
  }

  Judgement judgeLate(double value) {
    return baseline.judge(at.minus(STEP), value);
  }

  /// The alert range of the next reading.
  Range alertRange(JudgingRules rules) {
    return baseline.alertRange(at.plus(STEP), rules).orElseThrow();
  }

  Judgement judgeNext(double value, JudgingRules rules) {
    return baseline.judge(at.plus(STEP), value, rules);
  }

  double mean() {
    return baseline.mean();
  }

  Instant at() {
    return at;
  }

  byte[] encoded() {
    var bytes = new ByteArrayOutputStream();
    try {
      baseline.encode(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// As a warm instance that went away: only the bytes remain.
  Feed restored() {
    var restored = new Feed();
    restored.at = at;
    try {
      restored.baseline = Baseline.decode(new DataInputStream(new ByteArrayInputStream(encoded())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return restored;
  }

  static long alarms(List<Judgement> judgements) {
    return judgements.stream().filter(Judgement::alarm).count();
  }
}
