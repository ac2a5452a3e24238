package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
  private static final byte[] LINE = "cpu,host=a idle=1".getBytes(UTF_8);
  private static final String FOUND = "a | cpu.idle | arrival | 1.0 |";

  @Test
  void containers_are_opened_in_any_order_up_to_three_deep() {
    assertThat(Told.of(gzip(LINE))).containsExactly(FOUND);
    assertThat(Told.of(zlib(LINE))).containsExactly(FOUND);
    assertThat(Told.of(zlib(gzip(zlib(LINE))))).containsExactly(FOUND);
    assertThat(Told.of(kpl(0, gzip(LINE), LINE))).containsExactly(FOUND, FOUND);
    assertThat(Told.of(gzip(gzip(gzip(gzip(LINE)))))).containsExactly("poison too-deep  line 1");
  }

  @Test
  void several_members_of_gzip_are_one_payload() {
    assertThat(Told.of(join(gzip("cpu,host=a ".getBytes(UTF_8)), gzip("idle=1".getBytes(UTF_8)))))
        .containsExactly(FOUND);
  }

  @Test
  void a_container_that_breaks_off_or_has_a_wrong_sum_is_corrupt() {
    for (byte[] whole : List.of(gzip(LINE), zlib(LINE))) {
      byte[] wrongSum = whole.clone();
      wrongSum[whole.length - 1 - (whole[0] == 0x1f ? 4 : 0)] ^= 1;

      assertThat(Told.of(wrongSum)).containsExactly("poison corrupt  line 1");
      assertThat(Told.of(Arrays.copyOf(whole, whole.length - 9)))
          .containsExactly("poison corrupt  line 1");
    }
  }

  @Test
  void what_follows_the_end_of_a_container_is_corrupt_and_costs_what_was_inside_nothing() {
    for (String rest : List.of("x", "\0", "\u001f\u008b", "cpu,host=b idle=1, and more of it")) {
      byte[] more = rest.getBytes(ISO_8859_1);

      assertThat(Told.of(join(gzip(LINE), more))).containsExactly(FOUND, "poison corrupt  line 1");
      assertThat(Told.of(join(zlib(LINE), more))).containsExactly(FOUND, "poison corrupt  line 1");
      assertThat(
              Told.of(
                  join(
                      join(gzip("cpu,host=a ".getBytes(UTF_8)), gzip("idle=1".getBytes(UTF_8))),
                      more)))
          .containsExactly(FOUND, "poison corrupt  line 1");
    }
  }

  @Test
  void a_record_of_an_aggregate_holds_its_data_once() {
    assertThat(Told.of(sealed("0a016b" + "1a0808001a01781a0179")))
        .containsExactly("poison corrupt  line 1");
  }

  @Test
  void containers_that_break_off_count_towards_what_a_record_inflates_to() {
    byte[] broken = gzip(new byte[40 << 20]);
    broken[broken.length - 6] ^= 1;

    assertThat(Told.of(kpl(0, broken, broken, broken)))
        .containsExactly(
            "poison corrupt  line 1", "poison too-large  line 1", "poison too-large  line 1");
  }

  @Test
  void what_is_whole_and_holds_nothing_is_told() {
    byte[] noRecord = sealed("0a016b");

    assertThat(Told.of(noRecord)).containsExactly("skipped empty ");
    assertThat(Told.of(gzip(noRecord))).containsExactly("skipped empty ");
    for (String json :
        List.of(
            "[]",
            " [] []",
            "{\"resourceMetrics\":[]}",
            "{\"metrics\":[]}",
            "{\"name\":\"m\",\"fields\":{}}",
            "{\"logGroup\":\"g\",\"logEvents\":[]}",
            "[{\"bn\":\"b\",\"bt\":1}]")) {
      assertThat(Told.of(json.getBytes(UTF_8)))
          .as(json)
          .singleElement()
          .asString()
          .startsWith("skipped empty");
    }
    for (String nothing : List.of("", " ", "\r\n", "# a comment")) {
      assertThat(Told.of(nothing.getBytes(UTF_8)))
          .singleElement()
          .asString()
          .startsWith("poison unrecognised");
    }
  }

  @Test
  void a_broken_line_does_not_hide_what_the_others_are() {
    String any = "{\"deviceId\":\"d\",\"n\":3}";
    for (String broken :
        List.of("{\"deviceId\":\"d\",\"n\":", "{", "{\"a\":[", "[1,", "{\"\ud800", "{}}")) {
      assertThat(Told.of((broken + "\n" + any + "\n" + any).getBytes(UTF_8)))
          .as(broken)
          .contains("d | n | arrival | 3.0 |", "d | n | arrival | 3.0 |")
          .anyMatch(told -> told.startsWith("poison"));
    }
    assertThat(Told.of("{ what?\ncpu,host=a idle=1".getBytes(UTF_8)))
        .containsExactly("poison malformed  line 1", FOUND);
    assertThat(Told.of(("broken\n".repeat(9) + "cpu,host=a idle=1").getBytes(UTF_8)))
        .hasSize(10)
        .last()
        .isEqualTo(FOUND);
  }

  @Test
  void a_text_that_begins_like_zlib_is_a_text() {
    assertThat(Told.of("x^,host=a idle=1".getBytes(UTF_8)))
        .containsExactly("a | x^.idle | arrival | 1.0 |");
  }

  @Test
  void zstd_is_refused_by_name() {
    assertThat(Told.of(HexFormat.of().parseHex("28b52ffd0458090000")))
        .containsExactly("poison zstd  line 1");
  }

  @Test
  void a_bomb_is_refused_before_it_goes_off() {
    assertThat(Told.of(gzip(new byte[(64 << 20) + 1]))).containsExactly("poison too-large  line 1");
  }

  @Test
  void a_batch_inflates_no_more_than_its_share() {
    var decoder = new RecordDecoder();
    byte[] blank = new byte[50 << 20];
    Arrays.fill(blank, (byte) ' ');
    byte[] large = gzip(blank);

    assertThat(Told.of(decoder, large).getFirst()).startsWith("poison unrecognised");
    assertThat(Told.of(decoder, large).getFirst()).startsWith("poison unrecognised");
    assertThat(Told.of(decoder, large)).containsExactly("poison too-large  line 1");
  }

  @Test
  void an_aggregate_with_a_wrong_sum_is_plain_bytes() {
    byte[] aggregate = kpl(0, LINE);
    aggregate[aggregate.length - 1] ^= 1;

    assertThat(Told.of(aggregate).getFirst())
        .startsWith("poison unrecognised \\xf3\\x89\\x9a\\xc2");
  }

  @Test
  void an_aggregate_whose_index_leads_nowhere_is_poison() {
    assertThat(Told.of(kpl(1, LINE))).containsExactly("poison bad-index  line 1");
    assertThat(Told.of(sealed("1a0308ffff"))).containsExactly("poison corrupt  line 1");
  }

  @Test
  void a_pinned_format_is_the_only_one() {
    byte[] canonical = "{\"device\":\"d\",\"metric\":\"m\",\"value\":1}".getBytes(UTF_8);

    assertThat(Told.of(canonical)).containsExactly("d | m | arrival | 1.0 |");
    assertThat(Told.of(new RecordDecoder("json", List.of()), gzip(canonical)))
        .containsExactly("d | value | arrival | 1.0 |");
    assertThat(Told.of(new RecordDecoder("influx", List.of()), canonical))
        .containsExactly("poison malformed  line 1");
    assertThatThrownBy(() -> new RecordDecoder("xml", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("format xml is none of canonical, cloudwatch, emf");
  }

  @Test
  void what_is_in_another_format_than_the_pinned_one_is_poison() {
    byte[] other = "{\"deviceId\":\"d\",\"n\":3}".getBytes(UTF_8);
    for (String format :
        List.of("cloudwatch", "emf", "otlp-json", "senml", "telegraf", "influx", "otlp-protobuf")) {
      assertThat(Told.of(new RecordDecoder(format, List.of()), other))
          .as(format)
          .isNotEmpty()
          .allMatch(told -> told.startsWith("poison"));
    }
    assertThat(Told.of(new RecordDecoder("otlp-protobuf", List.of()), new byte[] {0x12, 0}))
        .containsExactly("poison malformed  line 1");
    assertThat(Told.of(new RecordDecoder("influx", List.of()), "# all is well".getBytes(UTF_8)))
        .containsExactly("skipped empty ");
  }

  @Test
  void json_is_read_where_the_rules_say() {
    Rules rules =
        Rules.parse(
            """
            {"extract":[
              {"when":{"/type":"PropertyValueUpdate"},"each":"/payload/values",
               "device":"/payload/assetId","at":"/timestamp/timeInSeconds","unit":"Cel",
               "values":{"temperature":"/value/doubleValue"}},
              {"when":{"/kind":"wrapped"},"device":"wrapper","values":{"x":"/body/list/1"}}]}
            """
                .getBytes(UTF_8));
    var decoder = new RecordDecoder("", rules.extractions());

    assertThat(
            Told.of(
                decoder,
                """
                {"type":"PropertyValueUpdate","payload":{"assetId":"a-1","values":[{"timestamp":{"timeInSeconds":1795626000,"offsetInNanos":0},"quality":"GOOD","value":{"doubleValue":21.5}},{"timestamp":{"timeInSeconds":1795626001},"value":{}}]}}
                {"kind":"wrapped","body":"{\\"list\\":[1,2]}"}
                {"deviceId":"d","n":3}
                """
                    .getBytes(UTF_8)))
        .containsExactly(
            "a-1 | temperature | 2026-11-25T17:00:00Z | 21.5 | Cel",
            "poison value-missing /payload/values/1 line 1",
            "wrapper | x | arrival | 2.0 |",
            "d | n | arrival | 3.0 |");
  }

  private static byte[] gzip(byte[] bytes) {
    return packed(bytes, true);
  }

  private static byte[] zlib(byte[] bytes) {
    return packed(bytes, false);
  }

  private static byte[] packed(byte[] bytes, boolean gzip) {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out =
        gzip ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /// An aggregate of payloads under the one partition key that it has, `k`.
  private static byte[] kpl(int keyIndex, byte[]... payloads) {
    var hex = new StringBuilder("0a016b");
    for (byte[] payload : payloads) {
      String length = varint(payload.length);
      hex.append("1a%s08%02x1a%s".formatted(varint(payload.length + 6), keyIndex, length));
      hex.append(HexFormat.of().formatHex(payload));
    }
    return sealed(hex.toString());
  }

  /// A number in three bytes.
  private static String varint(int number) {
    return "%02x%02x%02x"
        .formatted(0x80 | (number & 0x7f), 0x80 | ((number >> 7) & 0x7f), number >> 14);
  }

  private static byte[] sealed(String hex) {
    byte[] message = HexFormat.of().parseHex(hex);
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(message);
      return join(HexFormat.of().parseHex("f3899ac2"), join(message, sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
