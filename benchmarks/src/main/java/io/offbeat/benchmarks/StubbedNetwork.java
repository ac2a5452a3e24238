package io.offbeat.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A network behind which each request succeeds at once.
public abstract class StubbedNetwork implements SdkHttpClient {
  private final String contentType;

  /// @param contentType of the answers
  protected StubbedNetwork(String contentType) {
    this.contentType = contentType;
  }

  /// The answer's body.
  protected abstract byte[] answer(SdkHttpRequest request, byte[] body);

  @Override
  public final ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        byte[] answer = answer(request.httpRequest(), body(request));
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", contentType)
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

  @Override
  public final void close() {
    // Nothing is held.
  }
}
