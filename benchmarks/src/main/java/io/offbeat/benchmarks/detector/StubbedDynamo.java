package io.offbeat.benchmarks.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.benchmarks.StubbedNetwork;
import java.util.LinkedHashSet;
import java.util.SequencedCollection;
import software.amazon.awssdk.http.SdkHttpRequest;

/// A network behind which a table takes every save, and answers each load with all items that were
/// saved, ready as bytes: it costs next to nothing itself.
final class StubbedDynamo extends StubbedNetwork {
  private static final String ITEM = "\"Item\":";
  private static final byte[] SAVED = "{}".getBytes(UTF_8);

  private final SequencedCollection<String> items = new LinkedHashSet<>();
  private byte[] found = new byte[0];

  StubbedDynamo() {
    super("application/x-amz-json-1.0");
  }

  @Override
  protected byte[] answer(SdkHttpRequest request, byte[] body) {
    boolean save = request.firstMatchingHeader("X-Amz-Target").orElseThrow().endsWith("PutItem");
    return save ? saved(new String(body, UTF_8)) : found();
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
}
