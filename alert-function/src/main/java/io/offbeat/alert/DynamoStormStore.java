package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// Keeps what the topic has had of alerts in one item of the incidents' table, `storm`.
///
/// A put that the client tried again may find what its first try wrote, and then counts as lost to
/// another; what is loaded next tells all the same.
public final class DynamoStormStore implements StormStore {
  private static final AttributeValue KEY = AttributeValue.fromS("storm");
  private static final String VERSION = "version";
  private static final String STORM = "storm";

  private final DynamoDbClient dynamo;
  private final String table;

  /// @param dynamo the client
  /// @param table name of the table, whose key is `id`
  public DynamoStormStore(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// The store that a function's settings name.
  public static DynamoStormStore of(Settings settings) {
    return new DynamoStormStore(
        AwsClients.build(DynamoDbClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_INCIDENTS_TABLE"));
  }

  @Override
  public Storm load() {
    return AwsClients.call(
        "get the storm",
        () -> {
          Map<String, AttributeValue> item =
              dynamo
                  .getItem(get -> get.tableName(table).key(Map.of("id", KEY)).consistentRead(true))
                  .item();
          return item.isEmpty() ? Storm.NONE : storm(item);
        });
  }

  private static Storm storm(Map<String, AttributeValue> item) {
    return StormCodec.decode(
        Deflated.text(DynamoIncidentStore.attribute(item, STORM).b().asByteArray()),
        Long.parseLong(DynamoIncidentStore.attribute(item, VERSION).n()));
  }

  @Override
  public Optional<Storm> save(Storm storm) {
    Storm next = storm.saved(storm.version() + 1);
    PutItemRequest put = put(storm, next);
    return AwsClients.call(
        "put the storm",
        () -> {
          try {
            dynamo.putItem(put);
            return Optional.of(next);
          } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
          }
        });
  }

  private PutItemRequest put(Storm loaded, Storm next) {
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                Map.of(
                    "id",
                    KEY,
                    VERSION,
                    number(next.version()),
                    STORM,
                    AttributeValue.fromB(
                        SdkBytes.fromByteArray(Deflated.of(StormCodec.encode(next))))));
    return loaded.version() == 0
        ? put.conditionExpression("attribute_not_exists(id)").build()
        : put.conditionExpression("#version = :version")
            .expressionAttributeNames(Map.of("#version", VERSION))
            .expressionAttributeValues(Map.of(":version", number(loaded.version())))
            .build();
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
