package io.offbeat.detector;

import static io.offbeat.detector.Blocks.accepted;
import static io.offbeat.detector.Blocks.pump;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.wire.WireFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCodecTest {
  /// Raised when a release is out that reads a newer layout.
  private static final int READ_BY_THE_RELEASE_BEFORE = 1;

  @Test
  void what_is_decoded_encodes_to_the_same_bytes() {
    byte[] state = DeviceCodec.encode(busy());

    Device decoded = DeviceCodec.decode("pump-7", 3, state);

    assertThat(DeviceCodec.encode(decoded)).isEqualTo(state);
    assertThat(decoded.version()).isEqualTo(3);
    assertThat(decoded.outbox()).isEqualTo(busy().outbox()).isNotEmpty();
    assertThat(decoded.lastArrival()).isEqualTo(busy().lastArrival());
    assertThat(decoded.changed()).isFalse();
  }

  @Test
  void what_is_decoded_folds_as_the_original_would_have() {
    Device original = busy();
    Device decoded = DeviceCodec.decode("pump-7", 0, DeviceCodec.encode(original));

    original.fold(pump(120, 240, 200));
    decoded.fold(pump(120, 240, 200));

    assertThat(DeviceCodec.encode(decoded)).isEqualTo(DeviceCodec.encode(original));
    assertThat(decoded.outbox()).isEqualTo(original.outbox());
  }

  @Test
  void a_state_that_is_not_deflated_is_read_too() {
    Device decoded = DeviceCodec.decode("pump-7", 0, plain(busy()));

    assertThat(DeviceCodec.encode(decoded))
        .isEqualTo(DeviceCodec.encode(busy()))
        .hasSizeLessThan(plain(busy()).length);
  }

  @Test
  void another_layout_is_refused() {
    byte[] state = DeviceCodec.encode(busy());
    state[0] = 2;

    assertThatThrownBy(() -> DeviceCodec.decode("pump-7", 0, state))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("expected layout 1");
  }

  @Test
  void a_state_cut_short_is_refused() {
    byte[] state = DeviceCodec.encode(busy());

    for (int length = 0; length < state.length; length++) {
      byte[] cut = Arrays.copyOf(state, length);
      assertThatThrownBy(() -> DeviceCodec.decode("pump-7", 0, cut))
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void bytes_left_over_are_refused() {
    for (Device device : new Device[] {busy(), Device.fresh("pump-7")}) {
      byte[] state = DeviceCodec.encode(device);
      byte[] longer = Arrays.copyOf(state, state.length + 1);

      assertThatThrownBy(() -> DeviceCodec.decode("pump-7", 0, longer))
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void damaged_bytes_are_a_state_or_refused_and_nothing_else() {
    byte[] deflated = DeviceCodec.encode(busy());
    byte[] plain = plain(busy());
    for (int seed = 0; seed < 4_000; seed++) {
      byte[] damaged = damage(seed % 2 == 0 ? plain : deflated, new Random(seed));
      try {
        assertThat(DeviceCodec.decode("pump-7", 0, damaged)).as("seed %d", seed).isNotNull();
      } catch (WireFormatException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("pump-7");
      }
    }
  }

  @Test
  void the_golden_state_of_layout_1_is_read_and_written() {
    byte[] golden = golden("device-state-1.hex");
    Device heartbeat = Device.fresh("offbeat.heartbeat-0");
    heartbeat.fold(List.of(accepted(new SeriesKey("offbeat.heartbeat-0", Heartbeat.METRIC), 5, 1)));

    assertThat(DeviceCodec.encode(DeviceCodec.decode("offbeat.heartbeat-0", 1, golden)))
        .isEqualTo(DeviceCodec.encode(heartbeat));
    assertThat(plain(heartbeat)).isEqualTo(golden);
  }

  @Test
  void the_golden_state_of_a_pump_in_layout_1_is_read_and_written() {
    byte[] golden = golden("device-state-1-pump.hex");
    Device pump = DeviceCodec.decode("pump-7", 1, golden);

    assertThat(plain(pump)).isEqualTo(golden);
    assertThat(pump.outbox()).hasSize(2);
    assertThat(pump.summaries()).hasSize(1);
    SeriesSummary summary = pump.summaries().getFirst();
    assertThat(summary.mean()).isBetween(19.5, 20.5);
    assertThat(summary.deviation()).isBetween(0.3, 1.0);
    assertThat(summary.recent()).hasSize(SeriesState.RECENT).contains(Blocks.SPIKE);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void a_state_whose_baselines_are_of_a_layout_before_is_read_and_written_in_the_newest(
      int layout) {
    String before = "device-state-1-pump-baseline-%d.hex".formatted(layout);
    Device pump = DeviceCodec.decode("pump-7", 1, golden(before));

    assertThat(plain(pump)).isEqualTo(golden("device-state-1-pump.hex"));
  }

  @Test
  void what_is_written_is_no_newer_than_what_the_release_before_reads() {
    assertThat(DeviceCodec.LAYOUT).isLessThanOrEqualTo(READ_BY_THE_RELEASE_BEFORE);
    assertThat(DeviceCodec.encode(busy())[0]).isEqualTo((byte) DeviceCodec.LAYOUT);
  }

  private static byte[] golden(String name) {
    try (InputStream in = DeviceCodecTest.class.getResourceAsStream("/golden/" + name)) {
      String hex = new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] damage(byte[] state, Random random) {
    byte[] damaged = state.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged[1 + random.nextInt(damaged.length - 1)] = (byte) random.nextInt();
    }
    return damaged;
  }

  private static byte[] plain(Device device) {
    byte[] body = Encoded.bytes(device::encode);
    byte[] state = new byte[2 + body.length];
    state[0] = DeviceCodec.LAYOUT;
    System.arraycopy(body, 0, state, 2, body.length);
    return state;
  }

  /// A device with positions, an outbox and an open episode.
  private static Device busy() {
    Device device = Device.fresh("pump-7");
    device.fold(pump(0, 120, 80, 118));
    return device;
  }
}
