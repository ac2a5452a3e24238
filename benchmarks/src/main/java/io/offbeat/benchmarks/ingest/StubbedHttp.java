package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offbeat.benchmarks.StubbedNetwork;
import java.io.ByteArrayOutputStream;
import software.amazon.awssdk.http.SdkHttpRequest;

/// A network that takes all it is given: each PutRecords is answered in CBOR, as Kinesis does, with
/// a place for every record, and each PutObject with nothing. Counts what goes over it.
final class StubbedHttp extends StubbedNetwork {
  private static final byte[] PER_RECORD = "PartitionKey".getBytes(US_ASCII);
  private static final String PLACE = "49590338271490256608559692538361571095921575989136588898";

  private long requests;
  private long bytes;

  StubbedHttp() {
    super("application/x-amz-cbor-1.1");
  }

  /// How many requests there were.
  long requests() {
    return requests;
  }

  /// How many bytes their bodies had.
  long bytes() {
    return bytes;
  }

  @Override
  protected byte[] answer(SdkHttpRequest request, byte[] body) {
    requests++;
    bytes += body.length;
    return request.encodedPath().length() > 1 ? new byte[0] : places(body);
  }

  /// A map of two in CBOR (RFC 8949): no failure, and a list of as many places as records came.
  private static byte[] places(byte[] body) {
    var answer = new ByteArrayOutputStream();
    answer.write(0xa2);
    text(answer, "FailedRecordCount");
    answer.write(0);
    text(answer, "Records");
    answer.write(0x9f);
    for (int n = count(body); n > 0; n--) {
      answer.write(0xa2);
      text(answer, "SequenceNumber");
      text(answer, PLACE);
      text(answer, "ShardId");
      text(answer, "shardId-000000000000");
    }
    answer.write(0xff);
    return answer.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x78);
    out.write(text.length());
    out.writeBytes(text.getBytes(US_ASCII));
  }

  private static int count(byte[] body) {
    int found = 0;
    for (int i = 0; i + PER_RECORD.length <= body.length; i++) {
      int same = 0;
      while (same < PER_RECORD.length && body[i + same] == PER_RECORD[same]) {
        same++;
      }
      found += same == PER_RECORD.length ? 1 : 0;
    }
    return found;
  }
}
