package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoUnitsTest {
  private final DynamoUnits units = new DynamoUnits();

  @ParameterizedTest
  @CsvSource({"1000, 1, 1", "1019, 1, 1", "1020, 2, 1", "4091, 4, 1", "4092, 5, 2"})
  void an_items_size_is_rounded_up(int bytes, long written, long read) {
    Map<String, AttributeValue> item =
        Map.of("state", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[bytes])));

    units.write(item);
    units.read(item);

    assertThat(units.written()).isEqualTo(written);
    assertThat(units.read()).isEqualTo(read);
  }

  @Test
  void an_item_that_is_not_there_takes_a_read_too() {
    units.read(Map.of());

    assertThat(units.read()).isOne();
  }

  @Test
  void names_texts_and_numbers_count() {
    assertThat(
            DynamoUnits.bytes(
                Map.of("device", AttributeValue.fromS("ü"), "version", AttributeValue.fromN("12"))))
        .isEqualTo(6 + 2 + 7 + 2);
  }
}
