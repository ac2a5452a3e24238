package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Keeps incidents in a table, one item a group: `group#` and the group is its key.
///
/// A put that the client tried again may find what its first try wrote: the condition then fails,
/// and the write id in the item tells that the write was its own.
public final class DynamoIncidentStore implements IncidentStore {
  private static final String ID = "id";
  private static final String VERSION = "version";
  private static final String WRITE_ID = "writeId";
  private static final String INCIDENT = "incident";

  private final DynamoDbClient dynamo;
  private final String table;
  private final Supplier<String> writeIds;

  /// @param dynamo the client
  /// @param table name of the table, whose key is `id`
  /// @param writeIds a new id for every save
  public DynamoIncidentStore(DynamoDbClient dynamo, String table, Supplier<String> writeIds) {
    this.dynamo = dynamo;
    this.table = table;
    this.writeIds = writeIds;
  }

  /// The store that a function's settings name.
  ///
  /// @param settings the function's settings
  /// @param writeIds a new id for every save
  public static DynamoIncidentStore of(Settings settings, Supplier<String> writeIds) {
    return new DynamoIncidentStore(
        AwsClients.build(DynamoDbClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_INCIDENTS_TABLE"),
        writeIds);
  }

  @Override
  public Optional<Incident> load(String group) {
    return AwsClients.call(
        "get incident of " + group,
        () -> {
          Map<String, AttributeValue> item =
              dynamo
                  .getItem(
                      get -> get.tableName(table).key(Map.of(ID, key(group))).consistentRead(true))
                  .item();
          return item.isEmpty() ? Optional.empty() : Optional.of(incident(item));
        });
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    long version = incident.version() + 1;
    String writeId = writeIds.get();
    PutItemRequest put = put(incident, version, writeId);
    return AwsClients.call(
        "put incident of " + incident.group(),
        () -> {
          try {
            dynamo.putItem(put);
            return Optional.of(incident.saved(version));
          } catch (ConditionalCheckFailedException e) {
            AttributeValue found = e.hasItem() ? e.item().get(WRITE_ID) : null;
            return found != null && writeId.equals(found.s())
                ? Optional.of(incident.saved(version))
                : Optional.empty();
          }
        });
  }

  private PutItemRequest put(Incident incident, long version, String writeId) {
    var item = new HashMap<String, AttributeValue>();
    item.put(ID, key(incident.group()));
    item.put(VERSION, AttributeValue.fromN(Long.toString(version)));
    item.put(WRITE_ID, AttributeValue.fromS(writeId));
    item.put(INCIDENT, AttributeValue.fromS(IncidentCodec.encode(incident)));
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (incident.version() == 0) {
      return put.conditionExpression("attribute_not_exists(id)").build();
    }
    return put.conditionExpression("#version = :version")
        .expressionAttributeNames(Map.of("#version", VERSION))
        .expressionAttributeValues(
            Map.of(":version", AttributeValue.fromN(Long.toString(incident.version()))))
        .build();
  }

  private static Incident incident(Map<String, AttributeValue> item) {
    return IncidentCodec.decode(
        attribute(item, INCIDENT).s(), Long.parseLong(attribute(item, VERSION).n()));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item %s has no attribute %s".formatted(item.get(ID), name));
    }
    return value;
  }

  private static AttributeValue key(String group) {
    return AttributeValue.fromS("group#" + group);
  }
}
