package io.offbeat.checks.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
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
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.Inbox;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.detector.SnsEpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.ingest.KinesisBlockForwarder;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;

/// A device's readings through streams, table, topics and queue of the emulator, with the handlers
/// and adapters that are deployed.
@NeedsEmulator
class WholePathIT {
  private static final int BUCKETS = 64;
  private static final Duration CADENCE = Duration.ofMinutes(1);
  private static final int READINGS = 900;
  private static final int FAULT = 890;
  private static final int FAULTY_READINGS = 4;
  private static final int READINGS_A_RECORD = 60;

  private final Emulator emulator = Emulator.get();
  private final KinesisClient kinesis = emulator.kinesis();
  private final String readings = emulator.stream(2);
  private final String blocks = emulator.stream(4);
  private final String bucket = emulator.bucket();
  private final String episodesTopic = emulator.topic();
  private final Inbox episodes = emulator.inbox(episodesTopic);
  private final String alertsTopic = emulator.topic();
  private final Inbox alerts = emulator.inbox(alertsTopic);
  private final StreamReader readingsReader = new StreamReader(kinesis, readings);
  private final StreamReader blocksReader = new StreamReader(kinesis, blocks);

  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final RandomGenerator random = new SplittableRandom(1);
  private final AtomicInteger writes = new AtomicInteger();
  private final List<String> lines = new ArrayList<>();

  private final IngestHandler ingest =
      new IngestHandler(
          new IngestBatch(
              new S3Archive(emulator.s3(), bucket),
              new KinesisBlockForwarder(kinesis, blocks),
              BUCKETS),
          log("ingest"),
          clock,
          random);
  private final DetectHandler detect =
      new DetectHandler(
          new DetectBatch(
              new DynamoDeviceStore(emulator.dynamo(), emulator.table("device"), this::nextWriteId),
              new SnsEpisodePublisher(emulator.sns(), episodesTopic),
              new WarmDevices(WarmDevices.MAX_SERIES)),
          log("detect"),
          clock,
          random);

  /// The time in the alert function.
  private Instant told = Instant.EPOCH;

  /// When the last reading was made.
  private Instant now = Instant.EPOCH;

  private final String incidentsTable = emulator.incidentsTable();
  private final IncidentStore incidents =
      new DynamoIncidentStore(emulator.dynamo(), incidentsTable, this::nextWriteId);
  private final Course course =
      new Course(
          Policy.DEFAULT,
          new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://" + bucket),
          incidents::open);
  private final Brake brake =
      new Brake(
          new DynamoStormStore(emulator.dynamo(), incidentsTable),
          new SnsAlertPublisher(emulator.sns(), alertsTopic),
          Brake.MOST,
          () -> told);
  private final AlertHandler alert =
      new AlertHandler(
          new AlertBatch(
              new AlertBatch.Ports(incidents, brake, new S3Quarantine(emulator.s3(), bucket)),
              course,
              new Fleet(CensusSource.NONE),
              () -> told),
          log("alert"),
          clock,
          random);
  private final TimerHandler timer =
      new TimerHandler(
          new TimerBatch(incidents, brake, course, new Fleet(CensusSource.NONE), () -> told),
          log("timer"),
          clock,
          random);

  private BatchLog log(String function) {
    return new BatchLog("checks", function, lines::add);
  }

  private String nextWriteId() {
    return "write " + writes.incrementAndGet();
  }

  @Test
  void a_fault_is_told_once_however_often_its_events_come() {
    putReadings();
    List<KinesisEvent> arrived = LambdaEvents.kinesis(readings, readingsReader.read());
    ingestAndDetect(arrived);
    List<String> archived = archived();

    SQSEvent events = LambdaEvents.sqs(episodes.take(2));
    tell(events);

    assertThat(alerts.take(2))
        .allSatisfy(message -> assertThat(attribute(message, "device")).isEqualTo("pump-7"))
        .extracting(message -> attribute(message, "change"))
        .contains("opened", "resolved")
        .doesNotHaveDuplicates();
    assertThat(archived).isNotEmpty();

    ingestAndDetect(arrived);
    tell(events);

    assertThat(archived()).isEqualTo(archived);
    assertNothingMoreThan("the end", episodesTopic, episodes);
    assertNothingMoreThan("the end", alertsTopic, alerts);
    assertThat(lines).allSatisfy(line -> assertThat(line).contains("\"imbalance\":0"));
  }

  /// Fifteen hours up to now, by the emulator's clock: what is long over is told nobody.
  private void putReadings() {
    now =
        kinesis
            .describeStreamSummary(s -> s.streamName(readings))
            .streamDescriptionSummary()
            .streamCreationTimestamp();
    Instant start = now.minus(CADENCE.multipliedBy(READINGS));
    var noise = new SplittableRandom(7);
    for (int from = 0; from < READINGS; from += READINGS_A_RECORD) {
      String record =
          IntStream.range(from, from + READINGS_A_RECORD)
              .mapToObj(i -> reading(start.plus(CADENCE.multipliedBy(i)), value(i, noise)))
              .collect(Collectors.joining("\n"));
      kinesis.putRecord(
          r -> r.streamName(readings).partitionKey("pump-7").data(SdkBytes.fromUtf8String(record)));
    }
  }

  private static double value(int i, RandomGenerator noise) {
    boolean faulty = i >= FAULT && i < FAULT + FAULTY_READINGS;
    return (faulty ? 200 : 20) + noise.nextGaussian();
  }

  private static String reading(Instant at, double value) {
    return "{\"device\":\"pump-7\",\"metric\":\"temperature\",\"at\":\"%s\",\"value\":%s}"
        .formatted(at, value);
  }

  private void ingestAndDetect(List<KinesisEvent> events) {
    events.forEach(event -> invoke(ingest, event));
    LambdaEvents.kinesis(blocks, blocksReader.read()).forEach(event -> invoke(detect, event));
  }

  private void invoke(
      RequestHandler<KinesisEvent, StreamsEventResponse> handler, KinesisEvent event) {
    var context = new LocalContext("checks", clock);
    assertThat(handler.handleRequest(event, context).getBatchItemFailures()).isEmpty();
  }

  private void tell(SQSEvent event) {
    var context = new LocalContext("alert", clock);
    told = now;
    assertThat(alert.handleRequest(event, context).getBatchItemFailures()).isEmpty();
    for (int minutes : new int[] {1, 61}) {
      told = now.plus(Duration.ofMinutes(minutes));
      timer.handleRequest(new ScheduledEvent(), context);
    }
  }

  private List<String> archived() {
    return emulator.s3().listObjectsV2(l -> l.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /// What is published last arrives alone.
  private void assertNothingMoreThan(String last, String topic, Inbox inbox) {
    emulator.sns().publish(p -> p.topicArn(topic).message(last));

    assertThat(inbox.take(1)).extracting(Message::body).containsExactly(last);
  }

  private static String attribute(Message message, String name) {
    return Optional.ofNullable(message.messageAttributes().get(name)).orElseThrow().stringValue();
  }
}
