package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;

/// What is known of one series and kind within an incident.
///
/// Two troubles merge by minimum and maximum alone. That is associative, commutative and
/// idempotent, so what is known is a function of the set of events: their order, and how often each
/// came, leave no trace.
///
/// @param firstStart when its first episode started
/// @param score highest score of any episode, in [0, 1)
/// @param peak the value that had it
/// @param severity highest severity of any episode
/// @param newest the newest event of the newest episode; its end, where that is known
public record Trouble(
    Instant firstStart, double score, double peak, Severity severity, EpisodeEvent newest) {

  /// So many normal readings in a row stand between two episodes.
  private static final int APART = 5;

  private static final Comparator<Trouble> BY_SCORE =
      Comparator.comparingDouble(Trouble::score).thenComparingDouble(Trouble::peak);

  /// The end of an episode is its newest event, whatever the clocks say. What comes after the
  /// change only settles which of two different events that claim the same place is kept.
  private static final Comparator<EpisodeEvent> BY_AGE =
      Comparator.comparing(EpisodeEvent::start)
          .thenComparing(event -> event.change() == Change.ENDED)
          .thenComparing(EpisodeEvent::at)
          .thenComparing(EpisodeEvent::change)
          .thenComparing(EpisodeEvent::severity)
          .thenComparingDouble(EpisodeEvent::score)
          .thenComparingDouble(EpisodeEvent::value);

  /// Most serious last; among equals, the one that comes first by name.
  static final Comparator<Trouble> BY_SERIOUSNESS =
      Comparator.comparing(Trouble::severity)
          .thenComparing(BY_SCORE)
          .thenComparing(Trouble::key, Comparator.reverseOrder());

  /// What one event tells.
  public static Trouble of(EpisodeEvent event) {
    return new Trouble(event.start(), event.score(), event.peak(), event.severity(), event);
  }

  /// What both tell together, of the same series and kind.
  public Trouble merge(Trouble other) {
    Trouble worst = BinaryOperator.maxBy(BY_SCORE).apply(this, other);
    return new Trouble(
        firstStart.isBefore(other.firstStart) ? firstStart : other.firstStart,
        worst.score,
        worst.peak,
        severity.compareTo(other.severity) >= 0 ? severity : other.severity,
        BinaryOperator.maxBy(BY_AGE).apply(newest, other.newest));
  }

  /// Whether it ended because its readings have come to count as normal.
  boolean accepted() {
    return ended() && newest.accepted();
  }

  /// The middle of the newest readings.
  double level() {
    List<Double> recent = newest.recent();
    List<Double> last = recent.subList(Math.max(0, recent.size() - APART), recent.size());
    return last.isEmpty() ? newest.value() : last.stream().sorted().toList().get(last.size() / 2);
  }

  /// Its series and kind.
  public SeriesKind key() {
    return SeriesKind.of(newest);
  }

  /// Whether its newest episode has ended.
  public boolean ended() {
    return newest.change() == Change.ENDED;
  }

  /// From the first start to the newest event; zero when that is all there is.
  public Duration lasted() {
    Duration lasted = Duration.between(firstStart, newest.at());
    return lasted.isNegative() ? Duration.ZERO : lasted;
  }

  /// The value to name: the newest one, or the peak when all is over.
  public double value() {
    return ended() ? peak : newest.value();
  }

  /// What is normal among the recent readings: what the verdict takes for normal, or what is usual
  /// when that holds all of them.
  Range unmarked() {
    Range alert = newest.alert();
    return newest.recent().stream().allMatch(alert::contains) ? newest.usual() : alert;
  }

  /// How many of the newest readings belong to the episode, as far as its newest event shows them.
  int anomalousReadings() {
    int anomalous = 0;
    int normal = 0;
    for (double value : newest.recent().reversed()) {
      boolean outside = !unmarked().contains(value);
      anomalous += outside ? 1 : 0;
      normal = outside ? 0 : normal + 1;
      if (anomalous > 0 && normal >= APART) {
        break;
      }
    }
    return newest.change() == Change.ESCALATED ? Math.max(2, anomalous) : anomalous;
  }

  /// Whether the device shows that it cannot be believed.
  boolean isFaulty() {
    return key().kind() == Kind.FAULTY;
  }

  /// Whether it was one reading far out, and is over: the sensor's mistake rather than the world's.
  boolean isGlitch() {
    return ended() && key().kind() == Kind.SPIKE && anomalousReadings() == 1;
  }
}
