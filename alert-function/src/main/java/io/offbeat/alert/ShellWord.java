package io.offbeat.alert;

/// A name as one word of a POSIX shell, so that a command in an alert does what it says whatever a
/// device calls itself.
final class ShellWord {
  private ShellWord() {}

  /// The name, quoted where a shell would read more into it. Of what cannot be shown it has the
  /// escapes.
  static String of(String name) {
    String shown = PlainText.escape(name);
    return shown.matches("[A-Za-z0-9_./:@%+=-]+") && !shown.startsWith("-")
        ? shown
        : "'" + shown.replace("'", "'\\''") + "'";
  }
}
