package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.ingest.Archive;
import org.junit.jupiter.api.Test;

/// What an [Archive] promises.
interface ArchiveContract {
  /// The archive, empty at first.
  Archive archive();

  /// The object under a key.
  byte[] kept(String key);

  @Test
  default void an_object_is_kept_byte_for_byte() {
    byte[] object = {0, 1, -1, 127, -128, '\r', '\n'};

    archive().keep("raw/2026/11/25/17/shard-0/1000.gz", object);

    assertThat(kept("raw/2026/11/25/17/shard-0/1000.gz")).isEqualTo(object);
  }

  @Test
  default void a_key_keeps_its_first_object() {
    archive().keep("raw/a", "first".getBytes(UTF_8));
    archive().keep("raw/a", "second".getBytes(UTF_8));

    assertThat(kept("raw/a")).asString(UTF_8).isEqualTo("first");
  }

  @Test
  default void keys_do_not_meet() {
    archive().keep("raw/a", "a".getBytes(UTF_8));
    archive().keep("quarantine/a", "b".getBytes(UTF_8));

    assertThat(kept("raw/a")).asString(UTF_8).isEqualTo("a");
    assertThat(kept("quarantine/a")).asString(UTF_8).isEqualTo("b");
  }

  @Test
  default void what_happens_to_the_array_later_does_not_matter() {
    byte[] object = "before".getBytes(UTF_8);
    archive().keep("raw/a", object);
    object[0] = 'X';

    assertThat(kept("raw/a")).asString(UTF_8).isEqualTo("before");
  }
}
