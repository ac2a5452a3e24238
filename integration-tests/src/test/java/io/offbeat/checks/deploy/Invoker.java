package io.offbeat.checks.deploy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Scanner;

/// Runs one handler as Lambda does, in a JVM that has only its artifact and its environment: an
/// event a line in, its answer a line out; what the handler logs goes to the error stream.
public final class Invoker {
  private Invoker() {}

  /// Answers each line of the standard input until it ends.
  ///
  /// @param arguments the handler's class, and how many milliseconds an invocation may take
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Class<?> entry = Class.forName(arguments[0]);
    int timeout = Integer.parseInt(arguments[1]);
    invokeAll(entry.getConstructor().newInstance(), event(entry), timeout, answers);
  }

  private static <E> void invokeAll(
      Object handler, Class<E> eventType, int timeout, PrintStream answers) throws IOException {
    @SuppressWarnings("unchecked") // the type is taken from its own method
    var function = (RequestHandler<E, Object>) handler;
    PojoSerializer<E> events = serializer(eventType);
    var lines = new Scanner(System.in, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      byte[] line = lines.nextLine().getBytes(StandardCharsets.UTF_8);
      E event = events.fromJson(new ByteArrayInputStream(line));
      Object answer = function.handleRequest(event, context(timeout));
      answers.println(answer == null ? "null" : json(answer));
    }
  }

  static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.serializerFor(
        type, Objects.requireNonNull(Invoker.class.getClassLoader()));
  }

  /// A value as Lambda writes it.
  static String json(Object value) throws IOException {
    @SuppressWarnings("unchecked") // the serializer is the value's own
    var serializer = (PojoSerializer<Object>) serializer(value.getClass());
    var bytes = new ByteArrayOutputStream();
    serializer.toJson(value, bytes);
    return bytes.toString(StandardCharsets.UTF_8).replace("\n", "");
  }

  private static Class<?> event(Class<?> entry) {
    return Arrays.stream(entry.getMethods())
        .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
        .<Class<?>>map(method -> method.getParameterTypes()[0])
        .findFirst()
        .orElseThrow();
  }

  /// A context with all of a function's time left, whenever it is asked.
  private static Context context(int timeout) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> answer(method, timeout));
  }

  private static Object answer(Method method, int timeout) {
    return method.getReturnType() == int.class ? timeout : method.getName();
  }
}
