package io.offbeat.checks.artifact;

import io.offbeat.checks.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
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
record LambdaJar(String module, String handler) {

  /// The jar that the build made.
  Path file() {
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
    urls.add(url(into));
    try (var zip = new ZipFile(file().toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          Path target = into.resolve(entry.getName());
          Files.createDirectories(target.resolveSibling("."));
          Files.copy(zip.getInputStream(entry), target);
          if (entry.getName().startsWith("lib/")) {
            urls.add(url(target));
          }
        }
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  @Override
  public String toString() {
    return module;
  }
}
