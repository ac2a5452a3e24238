package io.offbeat.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// A rules file in memory.
public final class InMemoryRulesFile implements RulesFile {
  private String text;

  /// @param text what the file holds
  public InMemoryRulesFile(String text) {
    this.text = text;
  }

  /// Writes another version.
  public synchronized void write(String newText) {
    text = newText;
  }

  @Override
  public synchronized Optional<Version> otherThan(String tag) {
    return tag.equals(text)
        ? Optional.empty()
        : Optional.of(new Version(text, text.getBytes(UTF_8)));
  }
}
