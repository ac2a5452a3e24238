package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detection.Baseline;
import io.offbeat.detector.DeviceCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LayoutBeforeTest {
  private static final Path GOLDEN = Path.of("../detector-function/src/test/resources/golden");

  @Test
  void it_is_what_the_release_before_wrote_of_the_golden_pump() throws IOException {
    byte[] plain = golden("device-state-1-pump.hex");
    byte[] deflated = DeviceCodec.encode(DeviceCodec.decode("pump-7", 1, plain));

    assertThat(deflated).hasSizeLessThan(plain.length);
    for (byte[] state : new byte[][] {plain, deflated}) {
      assertThat(LayoutBefore.of(state, LayoutBefore.NUMBER))
          .isEqualTo(golden("device-state-1-pump-baseline-3.hex"));
    }
  }

  @Test
  void it_is_the_layout_right_before_that_of_a_baseline_now() throws IOException {
    var now = new ByteArrayOutputStream();
    Baseline.fresh().encode(new DataOutputStream(now));

    assertThat(now.toByteArray()[0]).isEqualTo((byte) (LayoutBefore.NUMBER + 1));
  }

  @Test
  void a_state_is_applied_as_far_in_either_layout() throws IOException {
    assertThat(LayoutBefore.applied(golden("device-state-1-pump.hex")))
        .isEqualTo(LayoutBefore.applied(golden("device-state-1-pump-baseline-3.hex")))
        .isNotEqualTo(LayoutBefore.applied(golden("device-state-1.hex")));
  }

  private static byte[] golden(String name) throws IOException {
    return HexFormat.of().parseHex(Files.readString(GOLDEN.resolve(name)).replaceAll("\\s", ""));
  }
}
