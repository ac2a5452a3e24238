package io.offbeat.checks.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// A table that answers a batch of keys for a few of them only, as DynamoDB does when the answer
/// would be too large or the table is throttled.
final class ReluctantDynamo implements DynamoDbClient {
  private final DynamoDbClient dynamo;
  private final int most;

  /// @param dynamo holds the tables
  /// @param most how many keys of a table an answer deals with
  ReluctantDynamo(DynamoDbClient dynamo, int most) {
    this.dynamo = dynamo;
    this.most = most;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    var now = new HashMap<String, KeysAndAttributes>();
    var later = new HashMap<String, KeysAndAttributes>();
    request
        .requestItems()
        .forEach((table, wanted) -> {
          List<Map<String, AttributeValue>> keys = wanted.keys();
          int cut = Math.min(most, keys.size());
          put(now, table, wanted, keys.subList(0, cut));
          put(later, table, wanted, keys.subList(cut, keys.size()));
        });
    BatchGetItemResponse response =
        now.isEmpty()
            ? BatchGetItemResponse.builder().responses(Map.of()).build()
            : dynamo.batchGetItem(request.toBuilder().requestItems(now).build());
    return response.toBuilder().unprocessedKeys(later).build();
  }

  private static void put(
      Map<String, KeysAndAttributes> wanted,
      String table,
      KeysAndAttributes like,
      List<Map<String, AttributeValue>> keys) {
    if (!keys.isEmpty()) {
      wanted.put(table, like.toBuilder().keys(keys).build());
    }
  }

  @Override
  public String serviceName() {
    return dynamo.serviceName();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
