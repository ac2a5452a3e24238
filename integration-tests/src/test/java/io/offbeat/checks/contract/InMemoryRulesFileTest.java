package io.offbeat.checks.contract;

import io.offbeat.lambda.InMemoryRulesFile;
import io.offbeat.lambda.RulesFile;

class InMemoryRulesFileTest implements RulesFileContract {
  private final InMemoryRulesFile file = new InMemoryRulesFile("nothing yet");

  @Override
  public RulesFile file() {
    return file;
  }

  @Override
  public void write(String text) {
    file.write(text);
  }
}
