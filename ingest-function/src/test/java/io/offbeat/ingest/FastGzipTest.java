package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class FastGzipTest {
  @Test
  void what_is_zipped_reads_back_and_is_smaller() throws IOException {
    byte[] bytes = new byte[300_000];
    var random = new SplittableRandom(1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new FastGzip(zipped)) {
      gzip.write(bytes);
    }

    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray())).readAllBytes())
        .isEqualTo(bytes);
    assertThat(zipped.size()).isLessThan(bytes.length / 2);
  }
}
