package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A network that takes all it is given: each PutRecords is answered in CBOR, as Kinesis does, with
/// a place for every record, and each PutObject with nothing. Counts what goes over it.
final class StubbedHttp implements SdkHttpClient {
  private static final byte[] PER_RECORD = "PartitionKey".getBytes(US_ASCII);
  private static final String PLACE = "49590338271490256608559692538361571095921575989136588898";

  private long requests;
  private long bytes;

  /// How many requests there were.
  long requests() {
    return requests;
  }

  /// How many bytes their bodies had.
  long bytes() {
    return bytes;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        byte[] body = body(request);
        requests++;
        bytes += body.length;
        byte[] answer =
            request.httpRequest().encodedPath().length() > 1 ? new byte[0] : places(body);
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-cbor-1.1")
                    .putHeader("Content-Length", String.valueOf(answer.length))
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // Nothing is under way.
      }
    };
  }

  private static byte[] body(HttpExecuteRequest request) throws IOException {
    var provider = request.contentStreamProvider();
    if (provider.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = provider.get().newStream()) {
      return in.readAllBytes();
    }
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

  @Override
  public void close() {
    // Nothing is held.
  }
}
