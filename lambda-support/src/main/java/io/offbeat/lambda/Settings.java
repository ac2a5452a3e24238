package io.offbeat.lambda;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// A function's settings, from its environment variables.
public final class Settings {
  private final Map<String, String> variables;

  /// @param variables the environment, or a map in its place
  public Settings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /// A text that must be set.
  ///
  /// @throws IllegalStateException when it is not
  public String text(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalStateException("environment variable %s is not set".formatted(name)));
  }

  /// A text, or the default when it is not set.
  public String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  /// A whole number, or the default when it is not set.
  ///
  /// @throws IllegalStateException when it is set to something else
  public int integer(String name, int otherwise) {
    Optional<String> text = optional(name);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "environment variable %s must be a whole number: '%s'".formatted(name, text.orElse("")),
          e);
    }
  }

  /// Where AWS is, when it is not the region's own endpoint: an emulator's address.
  public Optional<URI> awsEndpoint() {
    return optional("OFFBEAT_AWS_ENDPOINT").map(URI::create);
  }

  private Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }
}
