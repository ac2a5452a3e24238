package io.offbeat.ingest.format;

import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.Reading;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What a decoder finds in a payload, told in lines of text.
final class Told {
  static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:05Z");

  private Told() {}

  /// What is found by content.
  static List<String> of(byte[] payload) {
    return of(new RecordDecoder(), payload);
  }

  static List<String> of(RecordDecoder decoder, byte[] payload) {
    var record =
        new StreamRecord("shardId-0", BigInteger.ONE, "key", ARRIVED, ByteBuffer.wrap(payload));
    return decoder.decode(record).stream().map(Told::line).toList();
  }

  private static String line(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Sound(Reading r, Quantity.Form form, boolean rounded) ->
          "%s | %s | %s | %s | %s%s%s"
              .formatted(
                  r.series().device(),
                  r.series().metric(),
                  r.at().equals(ARRIVED) ? "arrival" : r.at(),
                  r.value(),
                  r.unit(),
                  form == Quantity.Form.NUMBER ? "" : " coerced",
                  rounded ? (r.unit().isEmpty() ? "rounded" : " rounded") : "")
              .stripTrailing();
      case Decoded.Poison(var breaches) ->
          breaches.stream()
              .map(
                  b -> "poison %s %s line %d".formatted(b.violation().label(), b.place(), b.line()))
              .collect(Collectors.joining("; "));
      case Decoded.Skipped(var why, var place) -> "skipped %s %s".formatted(why.label(), place);
    };
  }
}
