package io.offbeat.alert;

import io.offbeat.model.SeriesKey;

/// The one line that a lock screen shows, within what SNS takes as a subject: printable ASCII, at
/// most 99 characters (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
final class SubjectLine {
  /// Most characters.
  static final int MAX_LENGTH = 99;

  private static final int MIN_NAME = 12;
  private static final String CUT = "..";

  private SubjectLine() {}

  /// `[tag] device metric told`; when that is too long, the longer name gives way first.
  static String of(String tag, SeriesKey series, String told) {
    String device = PlainText.ascii(PlainText.escape(series.device()));
    String metric = PlainText.ascii(PlainText.escape(series.metric()));
    String head = "[" + tag + "] ";
    String tail = " " + PlainText.ascii(told);
    int room = Math.max(2 * MIN_NAME, MAX_LENGTH - 1 - head.length() - tail.length());
    int half = room / 2;
    String shownDevice = cut(device, Math.max(half, room - metric.length()));
    String shownMetric = cut(metric, room - shownDevice.length());
    return cut(head + shownDevice + " " + shownMetric + tail, MAX_LENGTH);
  }

  /// `[tag] name told`; when that is too long, the name gives way first.
  static String of(String tag, String name, String told) {
    String head = "[" + tag + "] ";
    String tail = " " + PlainText.ascii(PlainText.escape(told));
    int room = Math.max(2 * MIN_NAME, MAX_LENGTH - head.length() - tail.length());
    return cut(head + cut(PlainText.ascii(PlainText.escape(name)), room) + tail, MAX_LENGTH);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
  }
}
