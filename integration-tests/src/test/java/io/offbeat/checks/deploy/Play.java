package io.offbeat.checks.deploy;

import io.offbeat.checks.emulator.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// Three days of a device's readings, the last of them shifted, through what is deployed.
///
/// @param answers what the functions answered to them
/// @param alerts texts of the alerts that came out
public record Play(List<String> answers, List<String> alerts) {
  static final String DEVICE = "pump-7";

  private static final Duration CADENCE = Duration.ofMinutes(5);
  private static final int READINGS = 900;
  private static final int SHIFT = 895;
  private static final int READINGS_A_RECORD = 60;

  /// What `scripts/play` does: deploys to an emulator of its own, and shows what comes out.
  public static void main(String[] arguments) throws IOException {
    Emulator emulator =
        Emulator.fresh().orElseThrow(() -> new IllegalStateException(Emulator.NEEDED));
    System.out.printf("moto_server answers at %s%n", emulator.endpoint());
    var deployment = new Deployment(emulator);
    Said said = deployment.deploy();
    System.out.println(said.text());
    if (said.status() != 0) {
      System.exit(said.status());
    }
    Path folder = Files.createTempDirectory("offbeat-play");
    try (var path = new DeployedPath(deployment, folder)) {
      System.out.printf(
          "%d readings of %s: 20 with some noise, then %d of 200%n%n",
          READINGS, DEVICE, READINGS - SHIFT);
      on(path).alerts().forEach(System.out::println);
    }
  }

  /// Plays it.
  static Play on(DeployedPath path) {
    records(path.created()).forEach(record -> path.put(DEVICE, record));
    List<String> answers = path.deliver();
    return new Play(
        answers, path.alerts().stream().filter(Play::isText).map(Message::body).toList());
  }

  private static boolean isText(Message alert) {
    MessageAttributeValue format = alert.messageAttributes().get("format");
    return format != null && format.stringValue().equals("text");
  }

  private static Stream<String> records(Instant end) {
    Instant start = end.minus(CADENCE.multipliedBy(READINGS));
    var noise = new SplittableRandom(7);
    return IntStream.range(0, READINGS / READINGS_A_RECORD)
        .mapToObj(record ->
            IntStream.range(record * READINGS_A_RECORD, (record + 1) * READINGS_A_RECORD)
                .mapToObj(i -> reading(start.plus(CADENCE.multipliedBy(i)), value(i, noise)))
                .collect(Collectors.joining("\n")));
  }

  private static double value(int i, RandomGenerator noise) {
    return i >= SHIFT ? 200 : 20 + noise.nextGaussian();
  }

  private static String reading(Instant at, double value) {
    return "{\"device\":\"%s\",\"metric\":\"temperature\",\"at\":\"%s\",\"value\":%s}"
        .formatted(DEVICE, at, value);
  }
}
