package io.offbeat.checks.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;

/// Imports classes for the rules, which ask of no class outside a few packages what it extends;
/// looking would take seconds. Set here, not in `archunit.properties`, where ArchUnit's own test
/// engine would stumble over it.
public final class Importer {
  private Importer() {}

  /// A new importer, so set.
  public static ClassFileImporter importer() {
    ArchConfiguration.get().setClassResolver(SelectedClassResolverFromClasspath.class);
    ArchConfiguration.get()
        .setClassResolverArguments(
            "io.offbeat",
            "java.security",
            "java.time",
            "java.util",
            "com.amazonaws.services.lambda.runtime");
    return new ClassFileImporter();
  }
}
