package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Reading;
import java.time.Instant;
import java.util.List;

/// Canonical JSON for tests, and what is found in it.
final class Canonical {
  static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:05Z");

  static final CanonicalJson FORMAT = new CanonicalJson();

  private Canonical() {}

  static String object(String value) {
    return "{\"device\":\"d\",\"metric\":\"m\",\"value\":%s}".formatted(value);
  }

  static String named(String device) {
    return "{\"device\":%s,\"metric\":\"m\",\"value\":1}".formatted(device);
  }

  static String with(String field) {
    return "{\"device\":\"d\",\"metric\":\"m\",\"value\":1,%s}".formatted(field);
  }

  static List<Decoded> decode(String json) {
    return FORMAT.decode(payload(json.getBytes(UTF_8)));
  }

  static List<Reading> readings(String json) {
    return readings(decode(json));
  }

  static List<Reading> readings(List<Decoded> found) {
    return found.stream()
        .filter(Decoded.Sound.class::isInstance)
        .map(Decoded.Sound.class::cast)
        .map(Decoded.Sound::reading)
        .toList();
  }

  static Decoded.Sound sound(String json) {
    List<Decoded> found = decode(json);
    assertThat(found).hasSize(1).first().isInstanceOf(Decoded.Sound.class);
    return (Decoded.Sound) found.getFirst();
  }

  static List<Breach> breaches(String json) {
    return breaches(decode(json));
  }

  static List<Breach> breaches(List<Decoded> found) {
    return found.stream()
        .filter(Decoded.Poison.class::isInstance)
        .map(Decoded.Poison.class::cast)
        .flatMap(poison -> poison.breaches().stream())
        .toList();
  }

  static List<Violation> violations(String json) {
    return breaches(json).stream().map(Breach::violation).toList();
  }

  static Payload payload(byte[] bytes) {
    return new Payload(bytes, ARRIVED, "", new Allowance());
  }
}
