package io.offbeat.checks.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one request of a connection.
final class HttpRequest {
  private static final String EXPECT = "Expect: 100-continue\r\n";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

  private HttpRequest() {}

  /// A whole request, as one that waits for nothing.
  static byte[] read(Socket client) throws IOException {
    var in = new BufferedInputStream(client.getInputStream());
    String head = head(in);
    if (head.contains(EXPECT)) {
      client.getOutputStream().write(CONTINUE.getBytes(ISO_8859_1));
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    byte[] first = head.replace(EXPECT, "").getBytes(ISO_8859_1);
    byte[] request = Arrays.copyOf(first, first.length + body.length);
    System.arraycopy(body, 0, request, first.length, body.length);
    return request;
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("no whole head");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }
}
