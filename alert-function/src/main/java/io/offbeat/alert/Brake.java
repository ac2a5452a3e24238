package io.offbeat.alert;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.TransientFailure;
import java.time.InstantSource;
import java.util.Optional;

/// Keeps a topic from drowning people: so many alerts within five minutes go out, what is more is
/// held back and told in one digest, again every five minutes while that changes.
///
/// What went out is remembered before it goes, so that a crash between the two lets it go again
/// rather than count it twice.
public final class Brake {
  /// So many alerts may go out within five minutes, when nobody says otherwise.
  public static final int MOST = 20;

  private static final int MAX_RACES = 5;

  private final StormStore storms;
  private final AlertPublisher publisher;
  private final int most;
  private final InstantSource clock;

  /// @param storms remembers what went out and what is held back
  /// @param publisher tells people
  /// @param most how many alerts may go out within five minutes, at least 1
  /// @param clock the time
  public Brake(StormStore storms, AlertPublisher publisher, int most, InstantSource clock) {
    if (most < 1) {
      throw new IllegalArgumentException("alerts in five minutes must be at least 1: " + most);
    }
    this.storms = storms;
    this.publisher = publisher;
    this.most = most;
    this.clock = clock;
  }

  /// Sends an alert, or holds it back.
  ///
  /// @return what was done with it; what waits must be tried again
  /// @throws TransientFailure when it is not known to be sent or held back
  Storm.Verdict publish(Alert alert, Patience patience) {
    Storm.Verdict verdict = admit(alert, patience);
    if (verdict == Storm.Verdict.SEND) {
      patience.run(() -> publisher.publish(alert));
    }
    return verdict;
  }

  private Storm.Verdict admit(Alert alert, Patience patience) {
    for (int race = 0; race < MAX_RACES; race++) {
      Storm known = patience.call(storms::load);
      Storm.Admission admission = known.admit(alert, most, clock.instant());
      if (admission.storm().equals(known)
          || patience.call(() -> storms.save(admission.storm())).isPresent()) {
        return admission.verdict();
      }
    }
    throw lost();
  }

  /// Tells people of what is held back, when that is due.
  ///
  /// @return what they were told; empty when there was nothing to tell
  /// @throws TransientFailure when it is not known to be told
  Optional<Alert> digest(Patience patience) {
    Storm storm = patience.call(storms::load);
    if (!storm.isDigestDue(clock.instant())) {
      return Optional.empty();
    }
    Alert digest = DigestText.alert(storm, most);
    patience.run(() -> publisher.publish(digest));
    for (int race = 0; race < MAX_RACES; race++) {
      Storm digested = patience.call(storms::load).digested(storm, clock.instant());
      if (patience.call(() -> storms.save(digested)).isPresent()) {
        return Optional.of(digest);
      }
    }
    throw lost();
  }

  private static TransientFailure lost() {
    return new TransientFailure(
        "what alerts went out was changed by others %d times".formatted(MAX_RACES));
  }
}
