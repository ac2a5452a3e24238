package io.offbeat.detector;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// Devices in a DynamoDB table: one item a device, key `device`.
///
/// An item has `version`, `writeId`, `lastArrival` (milliseconds since 1970), `expiresAt` (the
/// table's time to live, seconds since 1970), `outbox` (how many events wait), `due` (when its
/// first series will be silent, milliseconds since 1970; absent when none is watched) and `state`
/// (as [DeviceCodec] writes it). Thread-safe.
public final class DynamoDeviceStore implements DeviceStore, DeviceScan {
  /// The TTL attribute of the table.
  public static final String EXPIRES_AT = "expiresAt";

  /// Most keys of one BatchGetItem
  /// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
  private static final int PAGE = 100;

  /// How often the rest of a page is asked for at once. A page of items that are too large for one
  /// answer of 16 MB needs three; more means that the table throttles, and waiting is better.
  private static final int ROUNDS = 5;

  private static final String DEVICE = "device";
  private static final String VERSION = "version";
  private static final String WRITE_ID = "writeId";
  private static final String LAST_ARRIVAL = "lastArrival";
  private static final String OUTBOX = "outbox";
  private static final String STATE = "state";
  private static final String DUE = "due";
  private static final String GLANCE = "device, #due, outbox, lastArrival";

  /// Parts of the table that are scanned side by side: at 1 MB a page, enough for a million devices
  /// in a minute.
  private static final int SEGMENTS = 8;

  /// A device that has been silent for so long leaves the table.
  private static final Duration KEPT = Duration.ofDays(30);

  /// More would open more connections than the calls' waiting time is worth.
  private static final int SIDE_BY_SIDE = 64;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Supplier<String> writeIds;
  private final DynamoUnits units = new DynamoUnits();

  /// @param dynamo the client
  /// @param table name of the table
  /// @param writeIds makes a new id for each save, by which it is recognised
  public DynamoDeviceStore(DynamoDbClient dynamo, String table, Supplier<String> writeIds) {
    this.dynamo = dynamo;
    this.table = table;
    this.writeIds = writeIds;
  }

  /// The store that the function's settings name.
  ///
  /// @param settings the function's settings
  /// @param writeIds makes a new id for each save
  public static DynamoDeviceStore of(Settings settings, Supplier<String> writeIds) {
    return new DynamoDeviceStore(
        AwsClients.build(DynamoDbClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_DEVICES_TABLE"),
        writeIds);
  }

  /// What its loads and saves have cost so far.
  public DynamoUnits units() {
    return units;
  }

  @Override
  public int lanes() {
    return SIDE_BY_SIDE;
  }

  @Override
  public Map<String, Device> load(Collection<String> names) {
    var devices = new HashMap<String, Device>();
    read(names, (name, device) -> device.ifPresent(loaded -> devices.put(name, loaded)));
    return devices;
  }

  @Override
  public void read(Collection<String> names, BiConsumer<String, Optional<Device>> known) {
    names.stream()
        .distinct()
        .gather(Gatherers.windowFixed(PAGE))
        .forEach(page -> readPage(new LinkedHashSet<>(page), known));
  }

  private void readPage(Set<String> left, BiConsumer<String, Optional<Device>> known) {
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      var keys = left.stream().map(name -> Map.of(DEVICE, AttributeValue.fromS(name))).toList();
      var wanted =
          Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
      BatchGetItemResponse response =
          AwsClients.call(
              "load of %d devices from %s".formatted(left.size(), table),
              () -> dynamo.batchGetItem(get -> get.requestItems(wanted)));
      Set<String> missing = unprocessed(response);
      for (Map<String, AttributeValue> item : response.responses().getOrDefault(table, List.of())) {
        units.read(item);
        Device device = device(item);
        left.remove(device.name());
        known.accept(device.name(), Optional.of(device));
      }
      left.stream()
          .filter(name -> !missing.contains(name))
          .forEach(name -> {
            units.read(Map.of());
            known.accept(name, Optional.empty());
          });
      left.retainAll(missing);
    }
    if (!left.isEmpty()) {
      throw new TransientFailure(
          "load from %s: %d devices are still to come".formatted(table, left.size()));
    }
  }

  private Set<String> unprocessed(BatchGetItemResponse response) {
    KeysAndAttributes left = response.unprocessedKeys().get(table);
    return left == null
        ? Set.of()
        : left.keys().stream().map(key -> attribute(key, DEVICE).s()).collect(Collectors.toSet());
  }

  private static Device device(Map<String, AttributeValue> item) {
    long version = Long.parseLong(attribute(item, VERSION).n());
    byte[] state = attribute(item, STATE).b().asByteArrayUnsafe();
    return DeviceCodec.decode(attribute(item, DEVICE).s(), version, state);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  @Override
  public Optional<Device> save(Device device) {
    String writeId = writeIds.get();
    PutItemRequest put = put(device, writeId);
    boolean saved =
        AwsClients.call(
            "save of device %s to %s".formatted(device.name(), table),
            () -> {
              try {
                units.write(put.item());
                dynamo.putItem(put);
                return true;
              } catch (ConditionalCheckFailedException e) {
                return isOwn(e.item(), writeId);
              }
            });
    return saved ? Optional.of(device.savedAs(device.version() + 1)) : Optional.empty();
  }

  /// The client tries again when no answer came, though the first try may have got there.
  private static boolean isOwn(Map<String, AttributeValue> newest, String writeId) {
    return AttributeValue.fromS(writeId).equals(newest.get(WRITE_ID));
  }

  private PutItemRequest put(Device device, String writeId) {
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item(device, writeId))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return device.version() == 0
        ? put.conditionExpression("attribute_not_exists(device)").build()
        : put.conditionExpression("version = :loaded")
            .expressionAttributeValues(Map.of(":loaded", number(device.version())))
            .build();
  }

  private static Map<String, AttributeValue> item(Device device, String writeId) {
    byte[] state = DeviceCodec.encode(device);
    var item = new HashMap<String, AttributeValue>();
    item.put(DEVICE, AttributeValue.fromS(device.name()));
    item.put(VERSION, number(device.version() + 1));
    item.put(WRITE_ID, AttributeValue.fromS(writeId));
    item.put(LAST_ARRIVAL, number(device.lastArrival().toEpochMilli()));
    item.put(EXPIRES_AT, number(device.lastArrival().plus(KEPT).getEpochSecond()));
    item.put(OUTBOX, number(device.outbox().size()));
    item.put(STATE, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(state)));
    device.due().ifPresent(due -> item.put(DUE, number(due.toEpochMilli())));
    return item;
  }

  @Override
  public List<Glance> scan() {
    var glances = new ConcurrentLinkedQueue<Glance>();
    scan(GLANCE, false, item -> glances.add(glance(item)));
    return List.copyOf(glances);
  }

  /// Reads no more units than a consistent scan of glances, for these count what items hold, not
  /// what is asked of them.
  @Override
  public void visit(BiConsumer<Glance, Device> each) {
    var lock = new ReentrantLock();
    scan(
        GLANCE + ", version, #state",
        true,
        item -> {
          Device device = device(item);
          lock.lock();
          try {
            each.accept(glance(item), device);
          } finally {
            lock.unlock();
          }
        });
  }

  /// Scans the segments side by side.
  private void scan(
      String attributes, boolean newest, Consumer<Map<String, AttributeValue>> items) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks =
          IntStream.range(0, SEGMENTS)
              .<Future<?>>mapToObj(segment ->
                  threads.submit(() -> scan(segment(attributes, newest, segment), items)))
              .toList();
      tasks.forEach(DynamoDeviceStore::finish);
    }
  }

  private void scan(ScanRequest segment, Consumer<Map<String, AttributeValue>> items) {
    Map<String, AttributeValue> from = Map.of();
    do {
      ScanResponse page = scanPage(segment, from);
      page.items().forEach(items);
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  private ScanRequest segment(String attributes, boolean newest, int segment) {
    Map<String, String> names =
        attributes.contains("#state") ? Map.of("#due", DUE, "#state", STATE) : Map.of("#due", DUE);
    return ScanRequest.builder()
        .tableName(table)
        .segment(segment)
        .totalSegments(SEGMENTS)
        .consistentRead(newest)
        .projectionExpression(attributes)
        .expressionAttributeNames(names)
        .build();
  }

  private ScanResponse scanPage(ScanRequest segment, Map<String, AttributeValue> from) {
    ScanRequest request =
        from.isEmpty() ? segment : segment.toBuilder().exclusiveStartKey(from).build();
    return AwsClients.call("scan of " + table, () -> dynamo.scan(request));
  }

  private static Glance glance(Map<String, AttributeValue> item) {
    return new Glance(
        attribute(item, DEVICE).s(),
        Optional.ofNullable(item.get(DUE))
            .map(due -> Instant.ofEpochMilli(Long.parseLong(due.n()))),
        Integer.parseInt(attribute(item, OUTBOX).n()),
        Instant.ofEpochMilli(Long.parseLong(attribute(item, LAST_ARRIVAL).n())));
  }

  private static void finish(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransientFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("a scan broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while scanning", e);
    }
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
