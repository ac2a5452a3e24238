package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.detection.Judgement;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The charts of the page on detection are what the baseline says of a series, drawn.
class ChartsTest {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int DAY = 288;

  /// Readings before what is drawn, and when in it the trouble begins.
  private static final int KNOWN = 10 * DAY;

  private static final int TROUBLE = DAY / 2;

  /// What befalls a series, a tenth of a day wide unless it stays.
  enum Drawn {
    SPIKE("One reading far out", Kind.SPIKE) {
      @Override
      double value(int i, double noise) {
        return 20 + noise + (i == TROUBLE ? 12 : 0);
      }
    },
    LEVEL_SHIFT("The level moves, and becomes the new normal", Kind.LEVEL_SHIFT) {
      @Override
      double value(int i, double noise) {
        return 20 + noise + (i >= TROUBLE ? 4 : 0);
      }
    },
    DRIFT("The level creeps", Kind.DRIFT) {
      @Override
      double value(int i, double noise) {
        return 20 + noise + Math.max(0, i - TROUBLE) / 12.0;
      }
    },
    NOISE_CHANGE("No reading far out, but too many", Kind.NOISE_CHANGE) {
      @Override
      double value(int i, double noise) {
        return 20 + (i >= TROUBLE ? 3 : 1) * noise;
      }
    },
    OFF_RHYTHM("A value of noon, at night", Kind.OFF_RHYTHM) {
      @Override
      double value(int i, double noise) {
        int at = i >= TROUBLE - 60 && i < TROUBLE - 24 ? i + DAY / 2 : i;
        return 20 - 8 * Math.cos(2 * Math.PI * at / DAY) + noise / 2;
      }
    },
    STUCK("A sensor that repeats itself", Kind.STUCK) {
      @Override
      double value(int i, double noise) {
        return i >= TROUBLE && i < TROUBLE + 90 ? 20.25 : 20 + noise;
      }
    };

    private final String title;
    private final Kind kind;

    Drawn(String title, Kind kind) {
      this.title = title;
      this.kind = kind;
    }

    abstract double value(int i, double noise);
  }

  @ParameterizedTest
  @EnumSource
  void a_chart_shows_what_the_baseline_says(Drawn drawn) throws IOException {
    Path file =
        Repository.path(
            "docs/pictures/%s.svg"
                .formatted(drawn.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    String svg = draw(drawn);
    if (System.getProperty("offbeat.docs", "").equals("write")) {
      Files.writeString(file, svg);
    }

    assertThat(Repository.text(file))
        .as("stale: run this test with -Doffbeat.docs=write")
        .isEqualTo(svg);
  }

  private static String draw(Drawn drawn) {
    var random = new SplittableRandom(3);
    var baseline = Baseline.fresh();
    var chart = new Chart(drawn.title);
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    Episode open = null;
    boolean found = false;
    for (int i = -KNOWN; i < DAY; i++) {
      double value = drawn.value(i, random.nextGaussian());
      Instant at = start.plus(STEP.multipliedBy(KNOWN + i));
      Judgement judgement = baseline.learn(at, value);
      Episode.Step step = Episode.next(open, judgement, at, value);
      open = step.open();
      Range usual = judgement.usual();
      if (i >= 0 && usual != null) {
        boolean odd = judgement.kind() != null && open != null;
        found |= odd && judgement.kind() == drawn.kind;
        chart.add(value, usual.low(), usual.high(), odd);
      }
    }
    assertThat(found).as("%s is found", drawn).isTrue();
    return chart.svg();
  }
}
