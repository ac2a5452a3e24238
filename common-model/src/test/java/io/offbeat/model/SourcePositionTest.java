package io.offbeat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SourcePositionTest {
  @Test
  void sequence_numbers_are_compared_as_integers() {
    assertThat(at("10", 0).isAfter(at("9", 7))).isTrue();
    assertThat(at("9", 7).isAfter(at("10", 0))).isFalse();
  }

  @Test
  void readings_of_one_record_are_compared_by_ordinal() {
    assertThat(at("5", 2).isAfter(at("5", 1))).isTrue();
    assertThat(at("5", 1).isAfter(at("5", 1))).isFalse();
  }

  @Test
  void positions_of_two_shards_have_no_order() {
    var other = new SourcePosition("shardId-000000000001", BigInteger.ONE, 0);

    assertThatThrownBy(() -> at("1", 0).isAfter(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two shards");
  }

  @Test
  void nothing_is_negative() {
    assertThatThrownBy(() -> at("-1", 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> at("1", -1)).hasMessageContaining("negative");
  }

  private static SourcePosition at(String sequenceNumber, int ordinal) {
    return new SourcePosition("shardId-000000000000", new BigInteger(sequenceNumber), ordinal);
  }
}
