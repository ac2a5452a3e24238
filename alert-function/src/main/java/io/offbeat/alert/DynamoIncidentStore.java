package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Keeps incidents in a table whose key is `id`: `open#` and the group for its newest incident,
/// `incident#` and the id for one that is over. Both leave by the TTL attribute `expiresAt`.
///
/// An incident that waits for something has the attributes `queue` (always `due`) and `due`
/// (seconds), the hash and range key of the index `due`, which projects keys only. The incident
/// itself is compressed JSON.
///
/// A put that the client tried again may find what its first try wrote: the condition then fails,
/// and the write id in the item tells that the write was its own.
public final class DynamoIncidentStore implements IncidentStore {
  /// The TTL attribute of the table.
  public static final String EXPIRES_AT = "expiresAt";

  private static final String ID = "id";
  private static final String VERSION = "version";
  private static final String WRITE_ID = "writeId";
  private static final String INCIDENT = "incident";
  private static final String QUEUE = "queue";
  private static final String DUE = "due";
  private static final String OPEN = "open#";

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
  /// @param random makes a new id for every save
  public static DynamoIncidentStore of(Settings settings, RandomGenerator random) {
    return new DynamoIncidentStore(
        AwsClients.build(DynamoDbClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_INCIDENTS_TABLE"),
        () -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
  }

  @Override
  public Optional<Incident> load(Group group) {
    return get(key(group)).map(DynamoIncidentStore::incident);
  }

  @Override
  public Optional<Incident> recorded(String id) {
    return get(recordKey(id)).map(DynamoIncidentStore::incident);
  }

  private Optional<Map<String, AttributeValue>> get(AttributeValue key) {
    return AwsClients.call(
        "get " + key.s(),
        () -> {
          Map<String, AttributeValue> item =
              dynamo
                  .getItem(get -> get.tableName(table).key(Map.of(ID, key)).consistentRead(true))
                  .item();
          return item.isEmpty() ? Optional.empty() : Optional.of(item);
        });
  }

  @Override
  public Optional<Incident> save(Incident incident) {
    long version = incident.version() + 1;
    String writeId = writeIds.get();
    PutItemRequest put = put(incident, version, writeId);
    return AwsClients.call(
        "put incident of " + incident.group().name(),
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

  @Override
  public void record(Incident incident) {
    var item = item(incident, recordKey(incident.id()), incident.version());
    AwsClients.call(
        "record incident " + incident.id(),
        () -> dynamo.putItem(p -> p.tableName(table).item(item)));
  }

  @Override
  public List<Group> due(Instant by) {
    return AwsClients.call(
        "query what is due",
        () ->
            dynamo
                .queryPaginator(query ->
                    query
                        .tableName(table)
                        .indexName(DUE)
                        .keyConditionExpression("#queue = :queue AND #due <= :by")
                        .expressionAttributeNames(Map.of("#queue", QUEUE, "#due", DUE))
                        .expressionAttributeValues(
                            Map.of(":queue", AttributeValue.fromS(DUE), ":by", seconds(by))))
                .items()
                .stream()
                .map(item -> Group.parse(attribute(item, ID).s().substring(OPEN.length())))
                .toList());
  }

  private PutItemRequest put(Incident incident, long version, String writeId) {
    var item = item(incident, key(incident.group()), version);
    item.put(WRITE_ID, AttributeValue.fromS(writeId));
    Instant due = incident.due();
    if (due != null) {
      item.put(QUEUE, AttributeValue.fromS(DUE));
      item.put(DUE, seconds(due));
    }
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

  private static Map<String, AttributeValue> item(
      Incident incident, AttributeValue key, long version) {
    var item = new HashMap<String, AttributeValue>();
    item.put(ID, key);
    item.put(VERSION, AttributeValue.fromN(Long.toString(version)));
    item.put(
        INCIDENT,
        AttributeValue.fromB(SdkBytes.fromByteArray(Deflated.of(IncidentCodec.encode(incident)))));
    item.put(EXPIRES_AT, seconds(incident.facts().newestAt().plus(KEPT)));
    return item;
  }

  private static Incident incident(Map<String, AttributeValue> item) {
    return IncidentCodec.decode(
        Deflated.text(attribute(item, INCIDENT).b().asByteArray()),
        Long.parseLong(attribute(item, VERSION).n()));
  }

  /// An attribute that every item of the table has.
  static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item %s has no attribute %s".formatted(item.get(ID), name));
    }
    return value;
  }

  private static AttributeValue seconds(Instant at) {
    return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
  }

  private static AttributeValue key(Group group) {
    return AttributeValue.fromS(OPEN + group.key());
  }

  private static AttributeValue recordKey(String id) {
    return AttributeValue.fromS("incident#" + id);
  }
}
