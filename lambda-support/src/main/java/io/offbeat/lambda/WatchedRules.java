package io.offbeat.lambda;

import io.offbeat.model.rules.Rules;
import io.offbeat.model.rules.RulesException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules in a file that may change: read at first use, looked at again at most each minute.
///
/// A version that is no rules file leaves the last good one in force, and no rules when there never
/// was one. One that cannot be read does too, once a version was seen; before, there is nothing to
/// go by, and the failure passes. What is amiss is counted and logged at every look.
public final class WatchedRules implements RulesSource {
  /// Time from one look to the next: how soon a new version holds, against a request to S3 each.
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private static final int LONGEST_REASON = 2_000;

  private final RulesFile file;
  private final InstantSource clock;
  private final BatchLog log;
  private @Nullable Rules good;
  private String tag = "";
  private String refused = "";
  private Instant nextLook = Instant.MIN;

  /// @param file the file
  /// @param clock tells when a minute is over
  /// @param log takes a line when something changed or is wrong
  public WatchedRules(RulesFile file, InstantSource clock, BatchLog log) {
    this.file = file;
    this.clock = clock;
    this.log = log;
  }

  /// The rules that the settings name; none when they name no file.
  public static RulesSource of(Settings settings, InstantSource clock, BatchLog log) {
    return S3RulesFile.of(settings)
        .<RulesSource>map(file -> new WatchedRules(file, clock, log))
        .orElse(NONE);
  }

  @Override
  public synchronized Rules current() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      look(now);
      nextLook = now.plus(BETWEEN_LOOKS);
    }
    return good == null ? Rules.none() : good;
  }

  private void look(Instant now) {
    try {
      Optional<RulesFile.Version> other = file.otherThan(tag);
      other.ifPresent(version -> take(version, now));
      if (!refused.isEmpty()) {
        tell(now, RulesCount.RULES_REFUSED, refused);
      }
    } catch (TransientFailure failure) {
      if (tag.isEmpty()) {
        throw failure;
      }
      tell(now, RulesCount.RULES_UNREAD, String.valueOf(failure.getMessage()));
    }
  }

  private void take(RulesFile.Version version, Instant now) {
    tag = version.tag();
    try {
      good = Rules.parse(version.bytes());
      refused = "";
      tell(now, RulesCount.RULES_LOADED, "");
    } catch (RulesException e) {
      refused = String.valueOf(e.getMessage());
    }
  }

  private void tell(Instant now, RulesCount count, String reason) {
    var tally = new Tally<>(RulesCount.class, List.of());
    tally.add(count, 1);
    String cut = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    log.write(now, tally, Map.of("rulesVersion", tag, "reason", cut));
  }
}
