package io.offbeat.detector;

import static io.offbeat.detector.Blocks.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes the gate must pass here, or its batch would come again for ever.
class HostileReadingsTest {
  private static final double[] VALUES = {
    0,
    -0.0,
    1,
    -1,
    1e30,
    -1e30,
    1e300,
    -1e300,
    0x1p32,
    0x1p64,
    0x1p53,
    20,
    20.5,
    85,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    1e-300
  };

  private static final List<String> METRICS =
      List.of(
          "load",
          "offbeat.sentinel/",
          "offbeat.sentinel/offbeat.clock",
          "offbeat.clock",
          "offbeat.feedback/",
          "offbeat.feedback/load",
          "offbeat.series",
          "offbeat.readings",
          "offbeat.new-devices",
          "heartbeat",
          "x".repeat(SeriesKey.MAX_NAME_BYTES));

  private static final List<String> DEVICES =
      List.of(
          "pump-7", "offbeat.fleet", "offbeat.new-devices-3", "offbeat.heartbeat-3", "offbeat.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'counter': true",
        "'every': '1m', 'aggregate': 'count'",
        "'every': '1m', 'aggregate': 'sum'",
        "'counter': true, 'every': '5m', 'aggregate': 'mean'",
        "'season': 'weekly', 'silence': '30d'",
        "'hardRange': [0, null], 'breach': 'alert'",
        "'minDeviation': 1, 'direction': 'above'"
      })
  void any_reading_can_be_folded_and_saved(String options) {
    String file =
        "{'rules': [{'device': '*'%s}]}".formatted(options.isEmpty() ? "" : ", " + options);
    Rules rules = Rules.parse(file.replace('\'', '"').getBytes(UTF_8));
    for (String name : DEVICES) {
      var random = new Random(name.length());
      Device device = Device.fresh(name);
      for (int block = 0; block < 60; block++) {
        device.by(rules);
        List<AcceptedReading> readings = readings(name, block, random);
        Device current = device;
        assertThatCode(() -> current.fold(readings))
            .as("%s %d", name, block)
            .doesNotThrowAnyException();
        assertThat(current.glance().device()).isEqualTo(name);
        device = DeviceCodec.decode(name, block, DeviceCodec.encode(current));
        device.clearOutbox();
      }
    }
  }

  private static List<AcceptedReading> readings(String device, int block, Random random) {
    var readings = new ArrayList<AcceptedReading>();
    for (int i = 0; i < 50; i++) {
      Instant arrival = START.plusSeconds(60L * block + i);
      Instant at = arrival.minusNanos(random.nextInt(5) == 0 ? random.nextInt(3) : 0);
      at = random.nextInt(50) == 0 ? at.minusSeconds(random.nextInt(1_209_600)) : at;
      String metric = METRICS.get(random.nextInt(METRICS.size()));
      double value = VALUES[random.nextInt(VALUES.length)];
      var reading = new Reading(new SeriesKey(device, metric), at, value, "Cel");
      var source = new SourcePosition(Blocks.SHARD, BigInteger.valueOf(1000L * block + i), 0);
      readings.add(new AcceptedReading(reading, arrival, source));
    }
    return readings;
  }
}
