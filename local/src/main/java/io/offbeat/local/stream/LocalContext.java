package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What a function learns of its invocation in this JVM.
public class LocalContext implements Context {
  /// Time of one invocation. Short, so that trouble which waiting does not cure (a full disk) is
  /// known soon: 15 s of it are kept for ending in order.
  public static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String function;
  private final InstantSource clock;
  private final Instant deadline;

  /// @param function name of the function
  /// @param clock the time that passes while it runs
  public LocalContext(String function, InstantSource clock) {
    this(function, clock, TIMEOUT);
  }

  /// @param function name of the function
  /// @param clock the time that passes while it runs
  /// @param timeout how long an invocation may take
  public LocalContext(String function, InstantSource clock, Duration timeout) {
    this.function = function;
    this.clock = clock;
    this.deadline = clock.instant().plus(timeout);
  }

  @Override
  public String getFunctionName() {
    return function;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
  }

  @Override
  public String getAwsRequestId() {
    return "local";
  }

  @Override
  public String getLogGroupName() {
    return "local";
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:local:000000000000:function:" + function;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        System.err.println(message);
      }

      @Override
      public void log(byte[] message) {
        System.err.writeBytes(message);
      }
    };
  }
}
