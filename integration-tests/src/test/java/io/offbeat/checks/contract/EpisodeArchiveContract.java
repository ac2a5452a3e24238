package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.EpisodeArchive;
import org.junit.jupiter.api.Test;

/// What an [EpisodeArchive] promises.
interface EpisodeArchiveContract {
  /// The archive, empty at first.
  EpisodeArchive archive();

  /// The object under a key.
  byte[] kept(String key);

  @Test
  default void an_object_is_kept_as_it_is() {
    archive().keep("episodes/dt=2026-11-25/a.ndjson.gz", new byte[] {31, -117, 0});

    assertThat(kept("episodes/dt=2026-11-25/a.ndjson.gz")).containsExactly(31, -117, 0);
  }

  @Test
  default void a_key_that_is_taken_keeps_its_object() {
    archive().keep("episodes/a", new byte[] {1});
    archive().keep("episodes/a", new byte[] {2});

    assertThat(kept("episodes/a")).containsExactly(1);
  }
}
