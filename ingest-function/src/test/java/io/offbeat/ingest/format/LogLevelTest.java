package io.offbeat.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR cannot connect",
        "2026-11-25T17:00:00.000Z\t8f1c\tERROR\tInvoke Error",
        "[ERROR]\t2026-11-25T17:00:00Z\tcannot",
        "2026-11-25 17:00:00,123 [main] ERROR c.acme.Pay - INFO was asked",
        "error: no such file",
        "2026/11/25 17:00:00 [error] 7#7: *1 open() failed",
        "level=error msg=\"broken\"",
        "{\"level\":\"error\",\"msg\":\"x\"}",
        "{\"level\":50,\"time\":1,\"msg\":\"x\"}",
        "{\"severity\": \"CRITICAL\"}",
        "{\"log.level\":\"fatal\"}",
        "SEVERE: deadlock"
      })
  void a_level_of_error_at_the_front_is_an_error(String message) {
    assertThat(LogLevel.isError(message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "START RequestId: 8f1c",
        "INFO retry after ERROR",
        "[INFO] no ERROR here",
        "level=info msg=\"error handled\"",
        "{\"level\":\"info\",\"msg\":\"ERROR\"}",
        "{\"level\":30,\"msg\":\"x\"}",
        "an error was handled",
        "alert sent to two people",
        "ERRORS: 0"
      })
  void anything_else_is_none(String message) {
    assertThat(LogLevel.isError(message)).isFalse();
  }
}
