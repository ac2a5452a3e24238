package io.offbeat.checks.deploy;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.offbeat.checks.artifact.LambdaJar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A function as it is deployed: handler, code, environment and timeout as the emulator tells them,
/// run from its artifact in a JVM of its own.
final class DeployedFunction implements AutoCloseable {
  private static final int MILLIS = 1_000;

  private final Process process;
  private final BufferedReader answers;

  DeployedFunction(Deployment deployment, String name, Path into) {
    JsonNode deployed = deployment.aws("lambda get-function-configuration --function-name " + name);
    String handler = deployed.path("Handler").asString();
    LambdaJar jar = jar(handler);
    if (!deployed.path("CodeSha256").asString().equals(sha256(jar.file()))) {
      throw new IllegalStateException("what is deployed as %s is not %s".formatted(name, jar));
    }
    try {
      process = start(deployment, deployed, jar.unpack(into));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + handler, e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private static LambdaJar jar(String handler) {
    String module = handler.split("\\.", -1)[2] + "-function";
    return new LambdaJar(module, handler);
  }

  private static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return Base64.getEncoder().encodeToString(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Process start(Deployment deployment, JsonNode deployed, List<Path> artifact)
      throws IOException {
    String classPath =
        Stream.concat(
                artifact.stream(), Stream.of(place(Invoker.class), place(PojoSerializer.class)))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Daws.cborEnabled=false",
                "-cp",
                classPath,
                Invoker.class.getName(),
                deployed.path("Handler").asString(),
                String.valueOf(deployed.path("Timeout").asInt() * MILLIS)));
    var builder =
        new ProcessBuilder(command)
            .redirectError(
                new File("target/%s.log".formatted(deployed.path("Handler").asString())));
    Map<String, String> environment = builder.environment();
    environment.putAll(Deployment.credentials());
    environment.put("OFFBEAT_AWS_ENDPOINT", deployment.emulator().endpoint().toString());
    deployed
        .at("/Environment/Variables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asString()));
    return builder.start();
  }

  /// Where a class was loaded from.
  private static Path place(Class<?> type) {
    try {
      return Path.of(
          Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class from nowhere: " + type, e);
    }
  }

  /// The function's answer to an event, as JSON.
  String invoke(Object event) {
    try {
      var writer = process.outputWriter(StandardCharsets.UTF_8);
      writer.write(Invoker.json(event));
      writer.newLine();
      writer.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the function ended: see its log under target");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("the function ended: see its log under target", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
