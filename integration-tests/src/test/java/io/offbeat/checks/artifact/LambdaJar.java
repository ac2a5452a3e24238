package io.offbeat.checks.artifact;

import io.offbeat.checks.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a function is deployed as.
///
/// @param module folder of the function's module
/// @param handler name of its entry's class
public record LambdaJar(String module, String handler) {

  /// The jar that the build made.
  public Path file() {
    List<Path> jars;
    try (var files = Files.list(Repository.path(module + "/target"))) {
      jars = files.filter(file -> file.toString().endsWith("-lambda.jar")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s is not packaged".formatted(module), e);
    }
    if (jars.size() != 1) {
      throw new IllegalStateException("%s has not one jar: %s".formatted(module, jars));
    }
    return jars.getFirst();
  }

  /// Its entries, folders left out.
  List<ZipEntry> entries() {
    try (var zip = new ZipFile(file().toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).<ZipEntry>map(e -> e).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + module, e);
    }
  }

  /// Unpacks it, as Lambda does, and loads from nothing but that and the JDK.
  URLClassLoader load(Path into) throws IOException {
    var urls = new ArrayList<URL>();
    for (Path place : unpack(into)) {
      urls.add(place.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /// Unpacks it, as Lambda does: the places that classes come from, in order.
  public List<Path> unpack(Path into) throws IOException {
    var places = new ArrayList<Path>();
    places.add(into);
    try (var zip = new ZipFile(file().toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          Path target = into.resolve(entry.getName());
          Files.createDirectories(target.resolveSibling("."));
          Files.copy(zip.getInputStream(entry), target);
          if (entry.getName().startsWith("lib/")) {
            places.add(target);
          }
        }
      }
    }
    return List.copyOf(places);
  }

  @Override
  public String toString() {
    return module;
  }
}
