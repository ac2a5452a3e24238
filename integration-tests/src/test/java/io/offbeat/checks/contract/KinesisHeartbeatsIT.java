package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.detector.Heartbeats;
import io.offbeat.detector.KinesisHeartbeats;
import io.offbeat.lambda.TransientFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Record;

@NeedsEmulator
class KinesisHeartbeatsIT implements HeartbeatsContract {
  private final Emulator emulator = Emulator.get();
  private String stream = "";

  @Override
  public Heartbeats heartbeats(int shards) {
    stream = emulator.stream(shards);
    return new KinesisHeartbeats(emulator.kinesis(), stream);
  }

  @Override
  public List<String> records() {
    return new StreamReader(emulator.kinesis(), stream)
        .read().values().stream()
            .flatMap(List<Record>::stream)
            .map(record -> record.data().asUtf8String())
            .toList();
  }

  @Test
  void trouble_on_the_way_may_pass() {
    var nowhere = new KinesisHeartbeats(emulator.kinesis(), "none");

    assertThatThrownBy(() -> nowhere.put(Instant.EPOCH, List.of()))
        .isInstanceOf(TransientFailure.class);
  }
}
