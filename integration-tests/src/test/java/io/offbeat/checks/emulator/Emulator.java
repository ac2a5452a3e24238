package io.offbeat.checks.emulator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// AWS for tests: the emulator that `OFFBEAT_AWS_ENDPOINT` names, else LocalStack in Docker, else
/// `moto_server`. Looked for once a JVM; what it makes has names that nothing else has, so an
/// emulator may be shared and kept running.
public final class Emulator {
  /// What to do when none is at hand.
  public static final String NEEDED =
      "needs an AWS emulator: start Docker, or put moto_server on the PATH, or set"
          + " OFFBEAT_AWS_ENDPOINT";

  private static final String LOCALSTACK = "localstack/localstack:4.14.0";
  private static final Duration CALL = Duration.ofSeconds(30);

  private final URI endpoint;

  private Emulator(URI endpoint) {
    this.endpoint = endpoint;
  }

  private static final class Found {
    static final Optional<Emulator> EMULATOR = find().map(Emulator::new);
  }

  /// Whether there is one.
  static boolean isThere() {
    return Found.EMULATOR.isPresent();
  }

  /// The one that was found.
  ///
  /// @throws IllegalStateException when there is none: the test lacks [NeedsEmulator]
  public static Emulator get() {
    return Found.EMULATOR.orElseThrow(() -> new IllegalStateException(NEEDED));
  }

  /// A `moto_server` of one's own, new and empty; none when it is not installed.
  public static Optional<Emulator> fresh() {
    return onThePath().map(Emulator::new);
  }

  /// Its address.
  public URI endpoint() {
    return endpoint;
  }

  private static Optional<URI> find() {
    return Optional.ofNullable(System.getenv("OFFBEAT_AWS_ENDPOINT"))
        .filter(endpoint -> !endpoint.isBlank())
        .map(URI::create)
        .or(Emulator::inDocker)
        .or(Emulator::onThePath);
  }

  @SuppressWarnings("resource") // Testcontainers ends it with the JVM
  private static Optional<URI> inDocker() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    var container =
        new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
            .withServices("kinesis", "dynamodb", "s3", "sns", "sqs");
    container.start();
    return Optional.of(container.getEndpoint());
  }

  private static Optional<URI> onThePath() {
    Optional<URI> endpoint = MotoServer.start();
    // It answers in JSON to what the SDK would rather say in CBOR.
    endpoint.ifPresent(_ -> System.setProperty("aws.cborEnabled", "false"));
    return endpoint;
  }

  /// A client of one service, with dummy credentials.
  ///
  /// @param builder the service's builder
  /// @param faults what goes wrong on the way
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, ExecutionInterceptor... faults) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CALL).socketTimeout(CALL))
        .overrideConfiguration(c -> {
          for (ExecutionInterceptor fault : faults) {
            c.addExecutionInterceptor(fault);
          }
        })
        .build();
  }

  /// A client of Kinesis.
  public KinesisClient kinesis(ExecutionInterceptor... faults) {
    return client(KinesisClient.builder(), faults);
  }

  /// A client of DynamoDB.
  public DynamoDbClient dynamo(ExecutionInterceptor... faults) {
    return client(DynamoDbClient.builder(), faults);
  }

  /// A client of S3.
  public S3Client s3(ExecutionInterceptor... faults) {
    return client(S3Client.builder().forcePathStyle(true), faults);
  }

  /// A client of SNS.
  public SnsClient sns(ExecutionInterceptor... faults) {
    return client(SnsClient.builder(), faults);
  }

  /// A client of SQS.
  public SqsClient sqs(ExecutionInterceptor... faults) {
    return client(SqsClient.builder(), faults);
  }

  /// Name of a new bucket.
  public String bucket() {
    String name = unique();
    s3().createBucket(b -> b.bucket(name));
    return name;
  }

  /// Name of a new stream.
  public String stream(int shards) {
    String name = unique();
    KinesisClient kinesis = kinesis();
    kinesis.createStream(s -> s.streamName(name).shardCount(shards));
    kinesis.waiter().waitUntilStreamExists(s -> s.streamName(name));
    return name;
  }

  /// Name of a new table.
  ///
  /// @param key name of its key, a string
  public String table(String key) {
    String name = unique();
    DynamoDbClient dynamo = dynamo();
    var attribute =
        AttributeDefinition.builder()
            .attributeName(key)
            .attributeType(ScalarAttributeType.S)
            .build();
    var schema = KeySchemaElement.builder().attributeName(key).keyType(KeyType.HASH).build();
    dynamo.createTable(t ->
        t.tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attribute)
            .keySchema(schema));
    dynamo.waiter().waitUntilTableExists(t -> t.tableName(name));
    return name;
  }

  /// Name of a new table with the keys and the index that incidents need.
  public String incidentsTable() {
    String name = unique();
    DynamoDbClient dynamo = dynamo();
    var index =
        GlobalSecondaryIndex.builder()
            .indexName("due")
            .keySchema(key("queue", KeyType.HASH), key("due", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
            .build();
    dynamo.createTable(t ->
        t.tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                attribute("id", ScalarAttributeType.S),
                attribute("queue", ScalarAttributeType.S),
                attribute("due", ScalarAttributeType.N))
            .keySchema(key("id", KeyType.HASH))
            .globalSecondaryIndexes(index));
    dynamo.waiter().waitUntilTableExists(t -> t.tableName(name));
    return name;
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  /// ARN of a new topic.
  public String topic() {
    return sns().createTopic(t -> t.name(unique())).topicArn();
  }

  /// A queue that is there.
  public Inbox queue(String name) {
    SqsClient sqs = sqs();
    String url = sqs.getQueueUrl(q -> q.queueName(name)).queueUrl();
    String arn =
        sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    return new Inbox(sqs, url, arn);
  }

  /// A new queue that receives what a topic is told, raw.
  public Inbox inbox(String topicArn) {
    String name = unique();
    sqs().createQueue(q -> q.queueName(name));
    Inbox inbox = queue(name);
    subscribe(topicArn, inbox, Map.of("RawMessageDelivery", "true"));
    return inbox;
  }

  /// Lets a queue receive what a topic is told.
  ///
  /// @param attributes of the subscription
  public void subscribe(String topicArn, Inbox inbox, Map<String, String> attributes) {
    sns()
        .subscribe(
            s -> s.topicArn(topicArn).protocol("sqs").endpoint(inbox.arn()).attributes(attributes));
  }

  /// Random, since an emulator may outlive this run; no test looks at it.
  private static String unique() {
    return "checks-" + UUID.randomUUID();
  }
}
