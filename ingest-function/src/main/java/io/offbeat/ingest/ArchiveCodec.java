package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Utf8;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/// Records as gzipped lines of JSON, one each: the objects of the archive and of the quarantine.
///
/// A payload that is UTF-8 is kept as `text`, any other as `base64`, so that it reads back byte for
/// byte. The same records always make the same bytes.
public final class ArchiveCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final ObjectWriter LINES =
      JSON.writerFor(Line.class)
          .withRootValueSeparator("\n")
          .without(StreamWriteFeature.AUTO_CLOSE_TARGET);

  private ArchiveCodec() {}

  /// The object that keeps the records.
  public static byte[] encode(List<Archived> records) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new FastGzip(bytes);
        SequenceWriter lines = LINES.writeValues(gzip)) {
      for (Archived record : records) {
        lines.write(Line.of(record));
      }
      lines.flush();
      gzip.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory took no bytes", e);
    }
    return bytes.toByteArray();
  }

  /// The records that an object keeps.
  ///
  /// @throws WireFormatException when it is no such object
  public static List<Archived> decode(byte[] object) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
      return new String(gzip.readAllBytes(), UTF_8)
          .lines()
          .map(line -> JSON.readValue(line, Line.class).archived())
          .toList();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("not an object of the archive: " + e.getMessage(), e);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String shard,
      String sequenceNumber,
      String partitionKey,
      Instant arrivedAt,
      @Nullable String text,
      @Nullable String base64,
      @Nullable List<Breach> violations) {

    static Line of(Archived archived) {
      StreamRecord record = archived.record();
      byte[] payload = record.bytes();
      String text = Utf8.text(payload).orElse(null);
      return new Line(
          record.shard(),
          record.sequenceNumber().toString(),
          record.partitionKey(),
          record.arrivedAt(),
          text,
          text == null ? Base64.getEncoder().encodeToString(payload) : null,
          archived.breaches().isEmpty() ? null : archived.breaches());
    }

    Archived archived() {
      return new Archived(
          new StreamRecord(
              shard,
              new BigInteger(sequenceNumber),
              partitionKey,
              arrivedAt,
              ByteBuffer.wrap(payload())),
          violations == null ? List.of() : violations);
    }

    private byte[] payload() {
      if (text != null) {
        return text.getBytes(UTF_8);
      }
      if (base64 == null) {
        throw new IllegalArgumentException("line without text or base64");
      }
      return Base64.getDecoder().decode(base64);
    }
  }
}
