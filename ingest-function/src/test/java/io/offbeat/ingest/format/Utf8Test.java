package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @Test
  void each_byte_alone_is_plain_or_not() {
    for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
      assertThat(Utf8.isAscii(new byte[] {'a', (byte) b, 'z'})).as("%d", b).isEqualTo(b > 0);
    }
    assertThat(Utf8.isAscii(new byte[0])).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Grüße", "zero \u0000", "\ud83d\ude00"})
  void a_text_and_its_bytes_are_each_others_image(String text) {
    assertThat(Utf8.text(text.getBytes(UTF_8))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0af", "eda080", "ff", "c3", "f4908080"})
  void long_forms_surrogates_and_broken_bytes_are_no_text(String hex) {
    assertThat(Utf8.text(HexFormat.of().parseHex(hex))).isEmpty();
  }
}
