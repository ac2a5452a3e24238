package io.offbeat.benchmarks.tuning;

import io.offbeat.local.cli.CorpusFiles;
import io.offbeat.local.corpus.Detections;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// The detector compiled anew with other constants, in a folder of its own, and what it finds. The
/// compiler writes constants into all that uses them, so nothing less will do.
final class TunedDetector {
  private static final Path SOURCES = Path.of("detection/src/main/java/io/offbeat/detection");

  private final Path classes;

  private TunedDetector(Path classes) {
    this.classes = classes;
  }

  /// Compiles it.
  ///
  /// @param folder an empty one for sources and classes
  /// @throws IOException when the sources are not below the current folder
  static TunedDetector compile(Setting setting, Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    try (Stream<Path> all = Files.list(SOURCES)) {
      for (Path source : all.toList()) {
        String text = Files.readString(source);
        for (Map.Entry<Constant, Double> factor : setting.factors().entrySet()) {
          Constant constant = factor.getKey();
          if (source.endsWith(constant.file())) {
            text = constant.with(text, constant.in(text) * factor.getValue());
          }
        }
        Files.writeString(sources.resolve(source.getFileName()), text);
      }
    }
    Path classes = folder.resolve("classes");
    compile(sources, classes);
    return new TunedDetector(classes);
  }

  private static void compile(Path sources, Path classes) throws IOException {
    String classpath = System.getProperty("java.class.path");
    try (Stream<Path> all = Files.list(sources)) {
      Stream<String> options = Stream.of("-nowarn", "-proc:none", "-cp", classpath, "-d");
      Stream<String> files = Stream.concat(Stream.of(classes), all).map(Path::toString);
      String[] arguments = Stream.concat(options, files).toArray(String[]::new);
      if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
        throw new IOException("%s does not compile".formatted(sources));
      }
    }
  }

  /// What it finds in a folder of labelled series.
  @SuppressWarnings("unchecked") // what CorpusFiles.detect returns
  List<Detections> detect(Path folder) {
    try {
      Class<?> files = new Loader().loadClass(CorpusFiles.class.getName());
      Object corpus = files.getConstructor(Path.class).newInstance(folder);
      return (List<Detections>) files.getMethod("detect").invoke(corpus);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(folder.toString(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Loads the detector from its folder, and anew all that links to it; what it found is told in
  /// classes that are shared.
  private final class Loader extends ClassLoader {
    private Loader() {
      super(TunedDetector.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.offbeat.") || name.startsWith("io.offbeat.local.corpus.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = open(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private InputStream open(String file) throws IOException {
      Path own = classes.resolve(file);
      return Files.exists(own)
          ? Files.newInputStream(own)
          : Objects.requireNonNull(getResourceAsStream(file), file);
    }
  }
}
