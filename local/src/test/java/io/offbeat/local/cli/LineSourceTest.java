package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LineSourceTest {
  @Test
  void lines_end_with_a_newline_or_the_end() throws IOException {
    var lines = new LineSource(bytes("a\r\n\nb"));

    assertThat(lines.next()).isEqualTo("a".getBytes(UTF_8));
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEqualTo("b".getBytes(UTF_8));
    assertThat(lines.number()).isEqualTo(3);
    assertThat(lines.next()).isNull();
  }

  @Test
  void bytes_that_are_no_text_stay_as_they_are() throws IOException {
    var lines = new LineSource(new ByteArrayInputStream(new byte[] {(byte) 0xff, 0, '\n'}));

    assertThat(lines.next()).isEqualTo(new byte[] {(byte) 0xff, 0});
  }

  @Test
  void a_line_may_be_longer_than_the_buffer_and_what_follows_is_whole() throws IOException {
    var lines = new LineSource(bytes("x".repeat(200_000) + "\nb\n"));

    assertThat(Objects.requireNonNull(lines.next())).hasSize(200_000);
    assertThat(lines.next()).isEqualTo("b".getBytes(UTF_8));
  }

  @Test
  void of_a_line_that_is_too_long_the_beginning_comes_and_the_next_line_is_whole()
      throws IOException {
    byte[] endless = new byte[LineSource.LONGEST + 100_000];
    Arrays.fill(endless, (byte) 'x');
    var lines =
        new LineSource(new SequenceInputStream(new ByteArrayInputStream(endless), bytes("\nb\n")));

    assertThat(Objects.requireNonNull(lines.next())).hasSize(LineSource.LONGEST);
    assertThat(lines.whole()).isFalse();
    assertThat(lines.next()).isEqualTo("b".getBytes(UTF_8));
    assertThat(lines.whole()).isTrue();
    assertThat(lines.number()).isEqualTo(2);
  }

  @Test
  void input_pauses_when_no_whole_line_is_there() throws IOException {
    try (var out = new PipedOutputStream();
        var in = new PipedInputStream(out)) {
      var lines = new LineSource(in);
      out.write("a\nb\nhal".getBytes(UTF_8));

      assertThat(lines.pauses()).isFalse();
      lines.next();
      assertThat(lines.pauses()).isFalse();
      lines.next();
      assertThat(lines.pauses()).isTrue();

      out.write("f\n".getBytes(UTF_8));
      assertThat(lines.pauses()).isFalse();
      assertThat(lines.next()).isEqualTo("half".getBytes(UTF_8));
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
