package io.offbeat.checks.crash;

import static java.time.ZoneOffset.UTC;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.alert.AlertBatch;
import io.offbeat.alert.AlertHandler;
import io.offbeat.alert.AlertText;
import io.offbeat.alert.Brake;
import io.offbeat.alert.CensusSource;
import io.offbeat.alert.Course;
import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.alert.DynamoStormStore;
import io.offbeat.alert.Fleet;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.Policy;
import io.offbeat.alert.S3Quarantine;
import io.offbeat.alert.SnsAlertPublisher;
import io.offbeat.alert.TimerBatch;
import io.offbeat.alert.TimerHandler;
import io.offbeat.checks.path.LambdaEvents;
import io.offbeat.detector.DetectHandler;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.stream.LocalContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The process that is killed: the functions as they are deployed, and what calls them. It ends by
/// itself when there is nothing left to do.
final class Functions {
  /// Few, so that there are many batches to be killed in.
  private static final int RECORDS_A_BATCH = 8;

  private static final int MESSAGES_A_BATCH = 10;

  /// As the templates have it for the streams: what fails is tried again in the invocation.
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /// Soon, so that what a killed process had taken comes back.
  private static final int VISIBILITY_SECONDS = 3;

  private final Settings settings = new Settings(System.getenv());
  private final KinesisClient kinesis =
      AwsClients.build(KinesisClient.builder(), settings.awsEndpoint());
  private final SqsClient sqs = AwsClients.build(SqsClient.builder(), settings.awsEndpoint());
  private final IngestHandler ingest = new IngestHandler();
  private final DetectHandler detect = new DetectHandler();
  private final Progress progress;
  private final String queue;
  private final IncidentStore incidents;
  private final AlertHandler alert;
  private final TimerHandler timer;

  private Functions(Progress progress, String queue) {
    this.progress = progress;
    this.queue = queue;
    RandomGenerator random = new SecureRandom();
    Clock clock = progress.clock();
    this.incidents = DynamoIncidentStore.of(settings, random);
    var brake =
        new Brake(DynamoStormStore.of(settings), SnsAlertPublisher.of(settings), Brake.MOST, clock);
    var text = new AlertText(Policy.DEFAULT, UTC, "s3://kept");
    var course = new Course(Policy.DEFAULT, text, incidents::open);
    var fleet = new Fleet(CensusSource.NONE);
    var ports = new AlertBatch.Ports(incidents, brake, S3Quarantine.of(settings));
    this.alert =
        new AlertHandler(new AlertBatch(ports, course, fleet, clock), log("alert"), clock, random);
    this.timer =
        new TimerHandler(
            new TimerBatch(incidents, brake, course, fleet, clock), log("timer"), clock, random);
  }

  private static BatchLog log(String function) {
    return new BatchLog("crash", function, System.out::println);
  }

  /// Works until nothing is left.
  ///
  /// @param arguments the file of its progress, and the address of the episodes' queue
  public static void main(String[] arguments) throws IOException {
    var functions = new Functions(Progress.in(Path.of(arguments[0])), arguments[1]);
    while (functions.round()) {}
  }

  /// One round of all functions; whether something may be left to do.
  private boolean round() throws IOException {
    try {
      boolean moved = move(settings.text("OFFBEAT_READINGS_STREAM"), ingest);
      moved |= move(settings.text("OFFBEAT_BLOCKS_STREAM"), detect);
      moved |= tell();
      timer.handleRequest(new ScheduledEvent(), context("timer"));
      return moved || waiting() > 0 || !incidents.open().isEmpty();
    } catch (SdkException | TransientFailure trouble) {
      System.out.println(trouble);
      return true;
    }
  }

  /// One batch of each shard, as an event source mapping does it: what failed comes again.
  private boolean move(String stream, RequestHandler<KinesisEvent, StreamsEventResponse> function)
      throws IOException {
    boolean moved = false;
    for (Shard shard : kinesis.listShards(s -> s.streamName(stream)).shards()) {
      List<Record> records = read(stream, shard.shardId());
      if (!records.isEmpty()) {
        KinesisEvent event =
            LambdaEvents.kinesis(stream, Map.of(shard.shardId(), records)).getFirst();
        StreamsEventResponse answer = function.handleRequest(event, context(stream));
        Set<String> failed = new HashSet<>();
        answer.getBatchItemFailures().forEach(item -> failed.add(item.getItemIdentifier()));
        List<String> done =
            records.stream()
                .map(Record::sequenceNumber)
                .takeWhile(number -> !failed.contains(number))
                .toList();
        if (!done.isEmpty()) {
          progress.reach(stream, shard.shardId(), done.getLast());
        }
        moved = true;
      }
    }
    return moved;
  }

  private List<Record> read(String stream, String shard) {
    String iterator =
        kinesis
            .getShardIterator(i ->
                progress
                    .of(stream, shard)
                    .map(number ->
                        i.shardIteratorType("AFTER_SEQUENCE_NUMBER").startingSequenceNumber(number))
                    .orElseGet(() -> i.shardIteratorType("TRIM_HORIZON"))
                    .streamName(stream)
                    .shardId(shard))
            .shardIterator();
    return kinesis.getRecords(r -> r.shardIterator(iterator).limit(RECORDS_A_BATCH)).records();
  }

  private boolean tell() {
    List<Message> messages =
        sqs.receiveMessage(r ->
                r.queueUrl(queue)
                    .maxNumberOfMessages(MESSAGES_A_BATCH)
                    .visibilityTimeout(VISIBILITY_SECONDS)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    if (messages.isEmpty()) {
      return false;
    }
    Set<String> failed = new HashSet<>();
    alert
        .handleRequest(LambdaEvents.sqs(messages), context("alert"))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .forEach(failed::add);
    messages.stream()
        .filter(message -> !failed.contains(message.messageId()))
        .forEach(message ->
            sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(message.receiptHandle())));
    return true;
  }

  /// Messages in the queue, those included that somebody has taken.
  private int waiting() {
    return sqs
        .getQueueAttributes(q -> q.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .entrySet()
        .stream()
        .filter(count -> count.getKey().toString().startsWith("ApproximateNumberOf"))
        .mapToInt(count -> Integer.parseInt(count.getValue()))
        .sum();
  }

  private LocalContext context(String function) {
    return new LocalContext(function, progress.clock(), TIMEOUT);
  }
}
