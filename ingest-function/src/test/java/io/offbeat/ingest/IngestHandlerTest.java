package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import io.offbeat.lambda.BatchLog;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.wire.BlockCodec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IngestHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T17:00:05Z");
  private static final KinesisEvent EVENT = EventLoader.loadKinesisEvent("kinesis-event.json");

  private final InMemoryArchive archive = new InMemoryArchive();
  private final InMemoryBlockForwarder stream = new InMemoryBlockForwarder();
  private final List<String> lines = new ArrayList<>();

  @Test
  void an_event_of_kinesis_is_archived_and_forwarded() {
    StreamsEventResponse response = handler(stream).handleRequest(EVENT, new TestContext());

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(archive.objects().keySet())
        .containsExactly(
            "quarantine/dt=2026-11-25/hour=17/readings/shardId-000000000006/"
                + "000049590338271490256608559692538361571095921575989136588898-"
                + "000049590338271490256608559692540925702759324208523137515618.ndjson.gz",
            "raw/dt=2026-11-25/hour=17/readings/shardId-000000000006/"
                + "000049590338271490256608559692538361571095921575989136588898-"
                + "000049590338271490256608559692540925702759324208523137515618.ndjson.gz");
    assertThat(
            stream.blocks().stream().flatMap(b -> BlockCodec.decode(b.data()).readings().stream()))
        .extracting(AcceptedReading::reading)
        .containsExactlyInAnyOrder(
            new Reading(
                new SeriesKey("pump-7", "temperature"),
                Instant.parse("2026-11-25T17:00:00Z"),
                20.4,
                "Cel"),
            new Reading(
                new SeriesKey("pump-8", "temperature"),
                Instant.parse("2026-11-25T17:00:01Z"),
                20.6,
                ""));
  }

  @Test
  void a_batch_is_one_line_of_the_log() {
    handler(stream).handleRequest(EVENT, new TestContext());

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("\"Function\":\"ingest\"", "\"records\":2", "\"readings\":3", "\"poison\":1")
        .contains("\"imbalance\":0")
        .containsOnlyOnce("\"poison-not-a-number\":1")
        .containsPattern(
            "\\{(\"Name\":\"poison-not-a-number\",\"Unit\":\"Count\""
                + "|\"Unit\":\"Count\",\"Name\":\"poison-not-a-number\")}");
  }

  @Test
  void what_could_not_be_forwarded_is_asked_for_again() {
    StreamsEventResponse response =
        handler(blocks -> blocks).handleRequest(EVENT, new TestContext());

    assertThat(response.getBatchItemFailures())
        .singleElement()
        .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .isEqualTo("49590338271490256608559692538361571095921575989136588898");
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("\"left\":2", "\"imbalance\":0")
        .contains("\"retryFrom\":\"49590338271490256608559692538361571095921575989136588898\"");
  }

  private IngestHandler handler(BlockForwarder forwarder) {
    return new IngestHandler(
        new IngestBatch(archive, forwarder, 64),
        new BatchLog("test", "ingest", lines::add),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new Random(1));
  }

  /// An invocation whose time is up at once: nothing is tried twice.
  private static final class TestContext implements Context {
    @Override
    public int getRemainingTimeInMillis() {
      return 15_000;
    }

    @Override
    public String getAwsRequestId() {
      return "request";
    }

    @Override
    public String getLogGroupName() {
      return "group";
    }

    @Override
    public String getLogStreamName() {
      return "stream";
    }

    @Override
    public String getFunctionName() {
      return "ingest";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:us-east-2:123456789012:function:ingest:1";
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException("no identity");
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException("no client");
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1_024;
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException("the log is a line a batch");
    }
  }
}
