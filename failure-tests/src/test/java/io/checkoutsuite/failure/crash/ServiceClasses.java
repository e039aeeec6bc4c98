package io.checkoutsuite.failure.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The class path of a service's JVM. Classes in jars can be linked into a cache file (JEP 514), which halves the startup time. Creating it
 * takes half a minute, which pays off where many processes are killed.
 */
public record ServiceClasses(String path, List<String> options) {

    /** The command line of a JVM that runs this class; all JVMs of one cache file must have the same options. */
    public List<String> command(List<String> systemProperties, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(systemProperties);
        command.addAll(options);
        command.addAll(List.of("-cp", path, main.getName()));
        return command;
    }

    /** Created on first use and shared by all tests of this JVM, which start some dozens of services in total. */
    public static ServiceClasses linked() {
        return Linked.CLASSES;
    }

    private static final class Linked {

        private static final Path DIRECTORY = CrashableSuite.newDirectory();
        private static final ServiceClasses CLASSES = CrashableSuite.quickClasses(DIRECTORY);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> CrashableSuite.remove(DIRECTORY), "remove-classes"));
        }
    }

    static ServiceClasses asJars(Path directory) {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (!entry.isEmpty() && Files.isDirectory(path)) {
                String jar =
                        directory.resolve("classes-" + jars.size() + ".jar").toString();
                if (ToolProvider.findFirst("jar")
                                .orElseThrow()
                                .run(System.out, System.err, "cf0", jar, "-C", entry, ".")
                        != 0) {
                    throw new UncheckedIOException(new IOException("Cannot create a jar of " + entry));
                }
                jars.add(jar);
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return new ServiceClasses(String.join(File.pathSeparator, jars), List.of());
    }

    /** A JVM with these options writes the cache file when it exits normally. */
    ServiceClasses linkedInto(Path file) {
        return new ServiceClasses(path, List.of("-XX:AOTCacheOutput=" + file));
    }

    ServiceClasses linkedIn(Path file) {
        return new ServiceClasses(path, List.of("-XX:AOTCache=" + file));
    }
}
