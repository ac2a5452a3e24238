package io.offbeat.checks.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart of a series as its baseline sees it, as SVG: the usual range behind the readings, and
/// the readings of an episode as dots. It has a size, or a page that leaves its width to it shows
/// nothing.
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 160;
  private static final int MARGIN = 12;

  private final String title;
  private final List<Seen> seen = new ArrayList<>();

  /// A reading as it was judged.
  ///
  /// @param low lower end of the usual range
  /// @param high upper end of it
  /// @param odd whether it belongs to an episode
  private record Seen(double value, double low, double high, boolean odd) {}

  Chart(String title) {
    this.title = title;
  }

  void add(double value, double low, double high, boolean odd) {
    seen.add(new Seen(value, low, high, odd));
  }

  /// The chart; the same readings make the same text.
  String svg() {
    double least = seen.stream().mapToDouble(s -> Math.min(s.value, s.low)).min().orElse(0);
    double most = seen.stream().mapToDouble(s -> Math.max(s.value, s.high)).max().orElse(1);
    var band = new StringBuilder();
    var line = new StringBuilder();
    var dots = new StringBuilder();
    for (int i = 0; i < seen.size(); i++) {
      band.append(point(i, seen.get(i).high, least, most));
      line.append(point(i, seen.get(i).value, least, most));
      if (seen.get(i).odd) {
        String[] at = point(i, seen.get(i).value, least, most).strip().split(",", -1);
        dots.append(
            "  <circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"#c0392b\"/>\n".formatted(at[0], at[1]));
      }
    }
    for (int i = seen.size() - 1; i >= 0; i--) {
      band.append(point(i, seen.get(i).low, least, most));
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
      <title>%3$s</title>
      <rect width="100%%" height="100%%" fill="#ffffff"/>
      <polygon points="%4$s" fill="#dbe9f6"/>
      <polyline points="%5$s" fill="none" stroke="#4a6fa5" stroke-width="1.5"/>
    %6$s</svg>
    """
        .formatted(WIDTH, HEIGHT, title, band.toString().strip(), line.toString().strip(), dots);
  }

  private String point(int i, double value, double least, double most) {
    double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / Math.max(1, seen.size() - 1);
    double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * (value - least) / (most - least);
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }
}
