/// A simulated fleet: devices whose metrics have rhythm, noise and drift, and faults whose place is
/// known. It knows nothing of how anomalies are found.
@NullMarked
package io.offbeat.local.fleet;

import org.jspecify.annotations.NullMarked;
