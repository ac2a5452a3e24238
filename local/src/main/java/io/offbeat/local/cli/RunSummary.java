package io.offbeat.local.cli;

import io.offbeat.local.Totals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// What a run ends with: what became of every line.
final class RunSummary {
  private final RecordFeed feed;
  private final RefusedLines refused;
  private final Totals totals;
  private final Path data;

  RunSummary(RecordFeed feed, RefusedLines refused, Totals totals, Path data) {
    this.feed = feed;
    this.refused = refused;
    this.totals = totals;
    this.data = data;
  }

  void print(PrintWriter err) {
    err.printf(
        Locale.ROOT,
        "Lines          %,d, of which %,d are records with %,d readings%n",
        feed.lines(),
        ingest("records") - totals.of("sweep", "beats"),
        ingest("readings") - totals.of("detect", "heartbeat"));
    err.printf(
        Locale.ROOT,
        "Readings       %,d learned, %,d late, %,d repeated, %,d too old, %,d poison%n",
        totals.of("detect", "learned"),
        totals.of("detect", "late"),
        totals.of("detect", "repeat"),
        ingest("too-old"),
        ingest("poison"));
    err.printf(
        Locale.ROOT,
        "Alerts         %,d opened, %,d escalated, %,d resolved%n",
        alerts("opened"),
        alerts("escalated"),
        alerts("resolved"));
    printTrouble(err);
    err.printf(Locale.ROOT, "Archive        %s%n", data.resolve("raw"));
    err.println(Accounts.of(totals));
    err.flush();
  }

  private void printTrouble(PrintWriter err) {
    if (ingest("clock") > 0) {
      err.printf(
          Locale.ROOT,
          "Clocks         %,d readings had a time that cannot be: they count at their arrival%n",
          ingest("clock"));
    }
    if (totals.of("detect", "refused") > 0) {
      err.printf(
          Locale.ROOT,
          "Refused        %,d readings of devices with too many series%n",
          totals.of("detect", "refused"));
    }
    if (ingest("quarantined") > 0) {
      err.printf(
          Locale.ROOT,
          "Quarantine     %,d records with poison, each with its reasons, in %s%n",
          ingest("quarantined"),
          data.resolve("quarantine"));
    }
    if (refused.count() > 0) {
      err.printf(
          Locale.ROOT,
          "No records     %,d lines, kept in %s; the first is %s%n",
          refused.count(),
          data.resolve(RefusedLines.FOLDER),
          refused.first());
    }
  }

  private long ingest(String count) {
    return totals.of("ingest", count);
  }

  /// Alerts of a change, whoever sent them.
  private long alerts(String change) {
    return totals.of("alert", change) + totals.of("timer", change);
  }
}
