package io.offbeat.alert;

import java.time.Duration;

/// Says in plain words in what way a series is anomalous.
final class KindText {
  private KindText() {}

  /// The kind by itself.
  static String name(Trouble trouble) {
    return trouble.key().kind().label().replace('-', ' ');
  }

  /// As few words as tell it, for a lock screen.
  static String brief(Trouble trouble) {
    String value = AlertText.value(trouble);
    String told =
        switch (trouble.key().kind()) {
          case SPIKE, LEVEL_SHIFT, DRIFT, OFF_RHYTHM ->
              "%s, expected %s".formatted(value, NumberText.of(trouble.newest().usual()));
          case NOISE_CHANGE -> "unusual noise, now %s".formatted(value);
          case STUCK -> "stuck at %s".formatted(value);
          case SILENT -> "silent, last reading %s".formatted(value);
          case BURST -> "burst of readings, last %s".formatted(value);
        };
    Duration lasted = trouble.lasted();
    return lasted.isPositive() ? "%s, for %s".formatted(told, TimeText.of(lasted)) : told;
  }

  /// A sentence.
  static String sentence(Trouble trouble) {
    String pattern =
        switch (trouble.key().kind()) {
          case SPIKE -> "%s is %s, far outside its usual range of %s.";
          case LEVEL_SHIFT -> "%s has moved to %s and stays there; its usual range is %s.";
          case DRIFT -> "%s is drifting away, to %s; its usual range is %s.";
          case NOISE_CHANGE -> "%s varies as it never did, now %s; its usual range is %s.";
          case OFF_RHYTHM -> "%s is %s, unusual for the time; its usual range now is %s.";
          case STUCK -> "%s repeats itself at %s; its usual range is %s.";
          case SILENT -> "%s has stopped, its last reading was %s; its usual range is %s.";
          case BURST -> "%s sends far more readings than ever, last %s; its usual range is %s.";
        };
    return pattern.formatted(
        AlertText.name(trouble), AlertText.value(trouble), AlertText.usual(trouble));
  }
}
