package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The AWS SDK with all of its own work, and at the end of the wire an answer at once: every object
/// is kept, every record of a stream is taken.
final class StubbedAws implements SdkHttpClient {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
  private static final byte[] ENTRY = "PartitionKey".getBytes(UTF_8);

  private long bytes;

  KinesisClient kinesis() {
    return KinesisClient.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .httpClient(this)
        .build();
  }

  S3Client s3() {
    return S3Client.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .httpClient(this)
        .build();
  }

  /// Bytes sent since the last question.
  long takeBytes() {
    long taken = bytes;
    bytes = 0;
    return taken;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        byte[] sent = body(request);
        boolean put = request.httpRequest().host().startsWith("kinesis");
        bytes += put ? sent.length : 0;
        byte[] answer = put ? taken(count(sent)) : new byte[0];
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpFullResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Length", Integer.toString(answer.length))
                    .putHeader("Content-Type", "application/x-amz-cbor-1.1")
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // answers at once
      }
    };
  }

  private static byte[] body(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
      return in.readAllBytes();
    }
  }

  private static int count(byte[] body) {
    int count = 0;
    for (int i = 0; i + ENTRY.length <= body.length; i++) {
      int same = 0;
      while (same < ENTRY.length && body[i + same] == ENTRY[same]) {
        same++;
      }
      count += same == ENTRY.length ? 1 : 0;
    }
    return count;
  }

  /// PutRecords' answer in CBOR (RFC 8949): no record failed, and an entry without an error each.
  private static byte[] taken(int records) {
    var out = new ByteArrayOutputStream();
    out.write(0xa2);
    text(out, "FailedRecordCount");
    out.write(0);
    text(out, "Records");
    out.write(0x99);
    out.write(records >> 8);
    out.write(records);
    for (int i = 0; i < records; i++) {
      out.write(0xa0);
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    if (text.length() < 24) {
      out.write(0x60 + text.length());
    } else {
      out.write(0x78);
      out.write(text.length());
    }
    out.writeBytes(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    // holds nothing
  }
}
