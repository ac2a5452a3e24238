package io.offbeat.local.storm;

/// Finds how few of a storm's faults are enough to break what it broke.
public final class Shortest {
  private Shortest() {}

  /// The plan with the fewest faults that still fails, as far as halving finds it: a storm of fewer
  /// faults is another storm, which may hold.
  ///
  /// @param failing a plan that fails
  public static Plan of(Plan failing) {
    int low = 0;
    int high = StormRun.of(failing).faults();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (StormRun.of(failing.atMost(middle)).held()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return failing.atMost(high);
  }
}
