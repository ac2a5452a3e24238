package io.offbeat.ingest.format;

import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.rules.Extraction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Decodes the records of a batch, each by the first format that recognises it, cheapest test
/// first; what containers hold is decoded in the same way.
public final class RecordDecoder {
  /// Most containers inside one another.
  private static final int MAX_NESTING = 3;

  /// Reads JSON that nobody recognises, as not one object of it can be read: the plainest.
  private static final Format BROKEN_JSON = new CanonicalJson();

  private final Allowance allowance = new Allowance();
  private final List<Container> containers =
      List.of(new KplAggregate(), new Gzip(allowance), new Zlib(allowance), new Zstd());
  private final List<Format> formats;

  /// Decodes by content, and by no rules.
  public RecordDecoder() {
    this("", List.of());
  }

  /// Decodes by content, or by one format alone.
  ///
  /// @param format the format's label; empty: by content
  /// @param extractions what the rules say of where readings stand in JSON that is not ours
  /// @throws IllegalArgumentException when no format has this label
  public RecordDecoder(String format, List<Extraction> extractions) {
    List<Format> all = all(extractions);
    this.formats =
        format.isEmpty() ? all : all.stream().filter(f -> f.label().equals(format)).toList();
    if (formats.isEmpty()) {
      throw new IllegalArgumentException(
          "format %s is none of %s"
              .formatted(
                  format, all.stream().map(Format::label).collect(Collectors.joining(", "))));
    }
  }

  private static List<Format> all(List<Extraction> extractions) {
    var canonical = new CanonicalJson();
    var embedded = new EmbeddedMetrics();
    var any = new AnyJson(extractions);
    return List.of(
        canonical,
        new CloudWatchLogs(List.of(canonical, embedded), any),
        embedded,
        new OtlpJson(),
        new SenMl(),
        new TelegrafJson(),
        any,
        new OtlpProtobuf(),
        new InfluxLines());
  }

  /// All that a record holds, in its order: the place in the list is the reading's ordinal.
  public List<Decoded> decode(StreamRecord record) {
    allowance.startRecord();
    try {
      return decode(record.bytes(), record.arrivedAt(), 0);
    } catch (RecordTooLarge e) {
      return poison(Violation.TOO_LARGE, "");
    }
  }

  private List<Decoded> decode(byte[] bytes, Instant arrivedAt, int nesting) {
    for (Container container : containers) {
      if (container.recognises(bytes)) {
        return nesting == MAX_NESTING
            ? poison(Violation.TOO_DEEP, "")
            : open(container, bytes, arrivedAt, nesting);
      }
    }
    return decode(new Payload(bytes, arrivedAt, "", allowance));
  }

  private List<Decoded> open(Container container, byte[] bytes, Instant arrivedAt, int nesting) {
    allowance.container();
    try {
      Opened opened = container.open(bytes);
      List<Decoded> found = new ArrayList<>();
      for (byte[] held : opened.payloads()) {
        found.addAll(decode(held, arrivedAt, nesting + 1));
        Allowance.require(found.size());
      }
      if (!opened.whole()) {
        found.addAll(poison(Violation.CORRUPT, ""));
      }
      return orEmpty(found);
    } catch (Container.Unopened e) {
      return poison(e.violation(), "");
    }
  }

  private List<Decoded> decode(Payload payload) {
    if (formats.size() == 1) {
      return pinned(formats.getFirst(), payload);
    }
    for (Format format : formats) {
      if (format.recognises(payload)) {
        return orEmpty(format.decode(payload));
      }
    }
    return payload.isJson()
        ? orEmpty(BROKEN_JSON.decode(payload))
        : poison(Violation.UNRECOGNISED, FirstBytes.of(payload.bytes()));
  }

  /// What is passed over in whole by the one format that there is, and does not look like it, is in
  /// another.
  private static List<Decoded> pinned(Format format, Payload payload) {
    List<Decoded> found = format.decode(payload);
    boolean passedOver = found.stream().allMatch(Decoded.Skipped.class::isInstance);
    return passedOver && !found.isEmpty() && !format.recognises(payload)
        ? poison(Violation.UNRECOGNISED, FirstBytes.of(payload.bytes()))
        : orEmpty(found);
  }

  private static List<Decoded> orEmpty(List<Decoded> found) {
    return found.isEmpty() ? List.of(new Decoded.Skipped(Skip.EMPTY, "")) : found;
  }

  private static List<Decoded> poison(Violation violation, String place) {
    return List.of(new Decoded.Poison(List.of(new Breach(violation, place, 1))));
  }
}
