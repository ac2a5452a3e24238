package io.offbeat.local.cli;

import io.offbeat.local.Totals;
import io.offbeat.local.fleet.Fault;
import io.offbeat.local.fleet.Findings;
import io.offbeat.local.fleet.Findings.Found;
import io.offbeat.local.fleet.Fleet;
import io.offbeat.model.Kind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a demo ends with: what was broken, what was found, what it took.
final class DemoReport {
  private static final String ROW = "%-14s %8s %6s   %s%n";

  private final Fleet fleet;
  private final Findings findings;
  private final Totals totals;

  DemoReport(Fleet fleet, Findings findings, Totals totals) {
    this.fleet = fleet;
    this.findings = findings;
    this.totals = totals;
  }

  /// What is about to be simulated.
  static void announce(Fleet fleet, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d series from %s to %s, a reading every %d minutes, %d faults on purpose%n%n",
        fleet.series().size(),
        Fleet.START,
        fleet.end(),
        Fleet.CADENCE.toMinutes(),
        fleet.faults().size());
  }

  void print(PrintWriter out) {
    out.printf(ROW, "Faults", "injected", "found", "median delay");
    List<Kind> kinds = fleet.faults().stream().map(Fault::kind).distinct().sorted().toList();
    for (Kind kind : kinds) {
      Found found = findings.of(kind);
      out.printf(ROW, words(kind), found.injected(), found.found(), delay(found));
    }
    out.println();
    printFalseAlarms(out);
    printCounts(out);
  }

  private void printFalseAlarms(PrintWriter out) {
    int series = fleet.series().size();
    double weeks = Duration.between(Fleet.START, fleet.end()).toHours() / 168.0;
    long falseAlarms = findings.falseAlarms();
    out.printf(
        Locale.ROOT,
        "False alarms   %,d of %,d episodes; %.3f a series and week (%,d series, %.1f weeks)%n",
        falseAlarms,
        findings.episodes(),
        falseAlarms / (series * weeks),
        series,
        weeks);
  }

  private void printCounts(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Readings       %,d: %,d learned, %,d late, %,d repeated, %,d poison%n",
        totals.of("ingest", "readings") - totals.of("detect", "heartbeat"),
        totals.of("detect", "learned"),
        totals.of("detect", "late"),
        totals.of("detect", "repeat"),
        totals.of("ingest", "poison"));
    out.printf(
        Locale.ROOT,
        "Alerts         %,d opened, %,d escalated, %,d resolved%n",
        alerts("opened"),
        alerts("escalated"),
        alerts("resolved"));
    out.println(Accounts.of(totals));
    out.println();
    out.println(
        "A fault is found when an episode of its series starts or becomes worse before an hour has"
            + " passed since its end; any other episode is a false alarm.");
  }

  private static String words(Kind kind) {
    return kind.label().replace('-', ' ');
  }

  private static String delay(Found found) {
    if (found.medianDelay().isEmpty()) {
      return "-";
    }
    long readings = found.medianDelay().getAsLong();
    return readings + (readings == 1 ? " reading" : " readings");
  }

  /// Alerts of a change, whoever sent them.
  private long alerts(String change) {
    return totals.of("alert", change) + totals.of("timer", change);
  }
}
