package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InfluxLinesTest {
  @Test
  void a_text_without_an_end_costs_its_own_line_only() {
    for (String later : List.of("b,host=a y=2", "b,host=a y=2,s=\"text\"", "b,host=a s=\"\",y=2")) {
      assertThat(told("b,host=a x=1\na s=\"no end\n" + later))
          .as(later)
          .startsWith("a | b.x | arrival | 1.0 |", "poison malformed  line 2")
          .contains("a | b.y | arrival | 2.0 |");
    }
  }

  @Test
  void a_text_may_hold_line_breaks_and_quotes() {
    assertThat(told("b,host=a s=\"one\ntwo \\\"three\\\"\",x=1\nb,host=a x=2,x=3"))
        .containsExactly(
            "skipped no-number /s", "a | b.x | arrival | 1.0 |", "poison malformed  line 3");
  }

  @Test
  void the_mark_that_some_editors_put_first_is_no_part_of_a_name() {
    assertThat(told("\ufeffb,host=a x=1\r\nb,host=a x=2 1795626000000000000\r\n"))
        .containsExactly("a | b.x | arrival | 1.0 |", "a | b.x | 2026-11-25T17:00:00Z | 2.0 |");
  }

  @Test
  void a_line_that_is_not_utf_8_costs_no_other() {
    assertThat(Told.of("b,host=a x=1\nb,host=\u00ff x=2\r\nb,host=a x=3".getBytes(ISO_8859_1)))
        .containsExactly(
            "a | b.x | arrival | 1.0 |",
            "poison invalid-utf-8  line 2",
            "a | b.x | arrival | 3.0 |");
  }

  @Test
  void numbers_are_read_as_they_are_written_and_nothing_else_is_one() {
    assertThat(
            told("m a=-0.0,b=9007199254740993i,c=1e400,d=1_000,e=0x1f,f=\u0663,g=NaN,h=1e3,i=2u"))
        .containsExactly(
            "m | m.a | arrival | 0.0 |",
            "m | m.b | arrival | 9.007199254740992E15 | rounded",
            "poison not-finite /c line 1",
            "poison not-a-number /d line 1",
            "poison not-a-number /e line 1",
            "poison not-a-number /f line 1",
            "poison not-finite /g line 1",
            "m | m.h | arrival | 1000.0 |",
            "m | m.i | arrival | 2.0 |");
  }

  private static List<String> told(String lines) {
    return Told.of(lines.getBytes(UTF_8));
  }
}
