package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Digest;
import io.offbeat.model.Severity;
import java.util.ArrayList;
import java.util.List;

/// Says what was held back in a storm of alerts: how much, and the worst of it.
final class DigestText {
  private static final int WORST = 10;

  private DigestText() {}

  /// One alert about all that is held back; its end, when all of that is over.
  ///
  /// @param storm holds back something
  /// @param most how many alerts may go out within [Storm#WINDOW]
  static Alert alert(Storm storm, int most) {
    List<Storm.Held> held = storm.worstFirst();
    long lasting = held.stream().filter(h -> !h.over()).count();
    Change change = lasting == 0 ? Change.RESOLVED : Change.DIGEST;
    Severity severity = storm.severity();
    return new Alert(
        Digest.id(storm.id(), Integer.toString(storm.digests())),
        storm.id(),
        change,
        severity,
        about(storm, held.getFirst().alert().about()),
        subject(change, severity, held.size(), lasting),
        text(storm, held, lasting, most));
  }

  private static Alert.About about(Storm storm, Alert.About worst) {
    int devices = storm.held().values().stream().mapToInt(h -> h.alert().about().devices()).sum();
    return worst.ofMany(Group.FLEET.key(), devices);
  }

  private static String subject(Change change, Severity severity, int held, long lasting) {
    return change == Change.RESOLVED
        ? "[RESOLVED] all of %s that were held back".formatted(incidents(held))
        : "[%s DIGEST] %s held back, %d still on".formatted(severity, incidents(held), lasting);
  }

  private static String text(Storm storm, List<Storm.Held> held, long lasting, int most) {
    var lines = new ArrayList<String>();
    lines.add(
        "After %d alerts within %s more were held back: of %s, %d still on."
            .formatted(most, TimeText.of(Storm.WINDOW), incidents(held.size()), lasting));
    lines.add("");
    lines.add("The worst:");
    held.stream().limit(WORST).forEach(h -> lines.add("- " + h.alert().subject()));
    if (held.size() > WORST) {
      lines.add("- and %d more".formatted(held.size() - WORST));
    }
    lines.add("All that is on: ./offbeat incidents");
    lines.add(
        "What happens next: "
            + (lasting == 0
                ? "nothing; what comes now is told one by one."
                : "told again every %s while it changes, and once when all of them are over."
                    .formatted(TimeText.of(Storm.WINDOW))));
    lines.add("Incident: " + storm.id());
    return String.join("\n", lines) + "\n";
  }

  private static String incidents(int n) {
    return n == 1 ? "1 incident" : n + " incidents";
  }
}
