package io.offbeat.local.stream;

import io.offbeat.local.stream.LambdaEvents.Message;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/// An SQS queue in memory: messages wait until a consumer is done with them. Not for several
/// threads.
public final class LocalQueue {
  private final String name;
  private final Deque<Message> messages = new ArrayDeque<>();
  private long sent;

  /// @param name name of the queue
  public LocalQueue(String name) {
    this.name = name;
  }

  /// Name of the queue.
  public String name() {
    return name;
  }

  /// Adds a message.
  public void send(String body, Instant sentAt) {
    sent++;
    messages.addLast(new Message(new UUID(0, sent).toString(), body, sentAt, 0));
  }

  /// Takes out the messages that wait longest, at most `limit`.
  List<Message> receive(int limit) {
    var received = new ArrayList<Message>();
    while (received.size() < limit && !messages.isEmpty()) {
      received.add(messages.removeFirst().received());
    }
    return received;
  }

  /// Lets a message that was received wait again.
  void putBack(Message message) {
    messages.addLast(message);
  }
}
