package io.offbeat.alert;

import io.offbeat.model.Range;
import java.time.Duration;

/// Says in plain words in what way a series is anomalous.
final class KindText {
  /// So little of the usual range's width is just outside.
  private static final double EDGE = 0.25;

  private KindText() {}

  /// The kind by itself.
  static String name(Trouble trouble) {
    return trouble.key().kind().label().replace('-', ' ');
  }

  /// As few words as tell it, for a lock screen.
  static String brief(Trouble trouble) {
    String value = AlertText.value(trouble);
    String expected = "expected " + NumberText.of(trouble.newest().usual());
    String told =
        switch (trouble.key().kind()) {
          case SPIKE -> "%s, %s".formatted(value, expected);
          case LEVEL_SHIFT -> "moved to %s, %s".formatted(value, expected);
          case DRIFT -> "drifting, now %s, %s".formatted(value, expected);
          case OFF_RHYTHM -> "%s at an unusual hour, %s".formatted(value, expected);
          case NOISE_CHANGE -> "unusually restless, now %s".formatted(value);
          case STUCK -> "stuck at %s".formatted(value);
          case SILENT -> "silent, last reading %s".formatted(value);
          case BURST -> "sends too often, last %s".formatted(value);
          case FAULTY -> faulty(trouble);
        };
    Duration lasted = trouble.lasted();
    return lasted.isPositive() ? "%s, for %s".formatted(told, TimeText.of(lasted)) : told;
  }

  /// A sentence.
  static String sentence(Trouble trouble) {
    String name = AlertText.name(trouble);
    String value = AlertText.value(trouble);
    String usual = "its usual " + AlertText.usual(trouble);
    String outside = place(trouble);
    return switch (trouble.key().kind()) {
      case SPIKE -> "%s is %s, %s %s.".formatted(name, value, outside, usual);
      case LEVEL_SHIFT ->
          "%s has moved to another level: %s, %s %s.".formatted(name, value, outside, usual);
      case DRIFT ->
          "%s is drifting: little by little it has come to %s, %s %s."
              .formatted(name, value, outside, usual);
      case NOISE_CHANGE ->
          "%s is more restless than usual: now %s, %s %s.".formatted(name, value, outside, usual);
      case OFF_RHYTHM ->
          "%s is %s at an hour when %s is usual.".formatted(name, value, AlertText.usual(trouble));
      case STUCK ->
          "%s repeats %s, reading after reading; look at the sensor.".formatted(name, value);
      case SILENT -> "%s no longer reports; its last reading was %s.".formatted(name, value);
      case BURST ->
          "%s sends far more readings than usual; the last was %s.".formatted(name, value);
      case FAULTY ->
          "%s %s. Look at the device.".formatted(name, PlainText.escape(faulty(trouble)));
    };
  }

  /// What the detector says of it tells it all.
  private static String faulty(Trouble trouble) {
    String why = trouble.newest().why();
    return why.isEmpty() ? "cannot be believed at " + AlertText.value(trouble) : why;
  }

  /// Where the value lies; how bad that is, the severity says.
  private static String place(Trouble trouble) {
    Range usual = trouble.newest().usual();
    double value = trouble.value();
    if (usual.contains(value)) {
      return "at the edge of";
    }
    double width = usual.high() - usual.low();
    double out = value > usual.high() ? value - usual.high() : usual.low() - value;
    return out < EDGE * width ? "just outside" : "outside";
  }
}
