package io.offbeat.benchmarks.detector;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/// A table in this JVM that one writer uses: every condition holds.
final class DynamoItems implements DynamoDbClient {
  static final String TABLE = "devices";

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();

  @Override
  public PutItemResponse putItem(PutItemRequest put) {
    items.put(device(put.item()), put.item());
    return PutItemResponse.builder().build();
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest get) {
    List<Map<String, AttributeValue>> found =
        Objects.requireNonNull(get.requestItems().get(TABLE)).keys().stream()
            .map(DynamoItems::device)
            .filter(items::containsKey)
            .map(items::get)
            .toList();
    return BatchGetItemResponse.builder()
        .responses(Map.of(TABLE, found))
        .unprocessedKeys(Map.of())
        .build();
  }

  /// The mean length of the states, in bytes.
  double stateBytes() {
    return items.values().stream()
        .mapToInt(item -> attribute(item, "state").b().asByteArrayUnsafe().length)
        .average()
        .orElse(0);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  private static String device(Map<String, AttributeValue> item) {
    return attribute(item, "device").s();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
