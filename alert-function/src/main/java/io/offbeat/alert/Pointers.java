package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Where an alert points: what to do about its incident, the readings themselves, what a mute hid
/// and how to have one, and what happens next.
final class Pointers {
  private static final Duration MUTED_FOR = Duration.ofDays(1);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final JsonMapper JSON = new JsonMapper();

  private final Policy policy;
  private final ZoneId zone;
  private final String archive;

  /// @param policy what the team has asked for
  /// @param zone whose wall clock is shown beside UTC
  /// @param archive where raw records are kept, as `s3://bucket` or a folder; empty: nowhere
  Pointers(Policy policy, ZoneId zone, String archive) {
    this.policy = policy;
    this.zone = zone;
    this.archive = archive;
  }

  /// Address of what to do, `https` only; empty when there is none.
  String runbook(Trouble worst) {
    return policy
        .runbook(worst.key().series())
        .filter(address -> address.startsWith("https://"))
        .map(PlainText::escape)
        .orElse("");
  }

  /// Lines of all that an alert points at.
  List<String> lines(Incident incident, Occasion occasion) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    var lines = new ArrayList<String>();
    String runbook = runbook(worst);
    if (!runbook.isEmpty()) {
      lines.add("Runbook: " + runbook);
    }
    if (!archive.isEmpty()) {
      lines.add("Raw readings: " + raw(worst));
    }
    muted(incident, worst).ifPresent(lines::add);
    lines.add("What happens next: " + next(incident, occasion.change()));
    if (occasion.change() != Change.RESOLVED) {
      lines.add("To mute it for a day, in the rules: " + mute(incident, worst, occasion.now()));
    }
    return lines;
  }

  /// The command that prints the series' readings of the hour in which its newest episode began: of
  /// a silence, the one in which the last reading arrived.
  private String raw(Trouble worst) {
    String folder = "raw/" + HOUR.format(worst.newest().start());
    SeriesKey series = worst.newest().series();
    boolean s3 = archive.startsWith("s3://");
    String fetch = s3 ? "aws s3 sync %s/%s %s && ".formatted(archive, folder, folder) : "";
    return "%s./offbeat decode %s --device %s --metric %s"
        .formatted(
            fetch,
            s3 ? folder : ShellWord.of(archive + "/" + folder),
            ShellWord.of(series.device()),
            ShellWord.of(series.metric()));
  }

  /// What a mute kept from people until now.
  private Optional<String> muted(Incident incident, Trouble worst) {
    Optional<Muted> mute = policy.muted(worst.key().series(), worst.firstStart());
    int hidden = incident.told().hidden();
    if (mute.isEmpty() && hidden == 0) {
      return Optional.empty();
    }
    String until = mute.map(this::told).orElse("a mute that is over");
    String more = hidden > 0 ? "; it hid %d more of this group".formatted(hidden) : "";
    return Optional.of("Muted: %s%s".formatted(until, more));
  }

  private String told(Muted mute) {
    return "until %s by %s, %s"
        .formatted(
            TimeText.of(mute.until(), zone),
            PlainText.escape(mute.author()),
            PlainText.escape(mute.reason()));
  }

  /// What to add to the rules' mutes; who asks for it and why is left to fill in.
  private static String mute(Incident incident, Trouble worst, Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    var fields = new LinkedHashMap<String, String>();
    switch (incident.group().scope()) {
      case DEVICE -> fields.put("device", incident.group().name());
      case SITE -> fields.put("group", incident.group().name());
      case FLEET -> {}
    }
    fields.put("metric", worst.key().series().metric());
    fields.put("from", from.toString());
    fields.put("to", from.plus(MUTED_FOR).toString());
    fields.put("author", "");
    fields.put("reason", "");
    return PlainText.escape(JSON.writeValueAsString(fields));
  }

  private static String next(Incident incident, Change change) {
    Facts facts = incident.facts();
    Trouble worst = facts.mostSeriousFirst().getFirst();
    boolean silent = worst.key().kind() == Kind.SILENT;
    return switch (change) {
      case OPENED, ESCALATED, REOPENED, REMINDER, DIGEST ->
          "resolves by itself %s5 min of normal readings%s; another alert only if it becomes worse."
              .formatted(
                  silent ? "when readings come again, after " : "after ",
                  facts.crowd().devices() > 1 ? " of all of them" : "");
      case FLAPPING -> "silence until it has been normal for an hour, then one more alert.";
      case NOTICE ->
          worst.isFaulty()
              ? "nothing is judged by it; told again in a day if it goes on."
              : "nothing; the readings did not move what is usual.";
      case RESOLVED ->
          incident.told().isJoining()
              ? "the fleet's incident tells how it goes on."
              : "nothing; if it comes back within 30 min, it is the same incident.";
    };
  }
}
