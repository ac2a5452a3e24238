package io.offbeat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "pump-7, pump-7",
        "a/b:c_1, a/b:c_1",
        "two words, 'two words'",
        "$(reboot), '$(reboot)'",
        "-rf, '-rf'",
        "it's, 'it'\\''s'",
        "\"\", ''"
      })
  void a_name_is_one_word_and_nothing_in_it_is_run(String name, String word) {
    assertThat(ShellWord.of(name)).isEqualTo(word);
  }
}
