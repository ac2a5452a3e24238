package io.offbeat.benchmarks.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.SequencedCollection;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A network behind which a table takes every save, and answers each load with all items that were
/// saved, ready as bytes: it costs next to nothing itself.
final class StubbedDynamo implements SdkHttpClient {
  private static final String ITEM = "\"Item\":";
  private static final byte[] SAVED = "{}".getBytes(UTF_8);

  private final SequencedCollection<String> items = new LinkedHashSet<>();
  private byte[] found = new byte[0];

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        boolean save =
            request
                .httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElseThrow()
                .endsWith("PutItem");
        byte[] answer = save ? saved(body(request)) : found();
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
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

  private static String body(HttpExecuteRequest request) throws IOException {
    try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /// Keeps the item of a save, an object without another inside its attributes.
  private byte[] saved(String body) {
    int from = body.indexOf(ITEM) + ITEM.length();
    items.add(body.substring(from, body.indexOf("}}", from) + 2));
    return SAVED;
  }

  private byte[] found() {
    if (found.length == 0) {
      String all = String.join(",", items);
      found =
          "{\"Responses\":{\"%s\":[%s]},\"UnprocessedKeys\":{}}"
              .formatted(DynamoItems.TABLE, all)
              .getBytes(UTF_8);
    }
    return found;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
