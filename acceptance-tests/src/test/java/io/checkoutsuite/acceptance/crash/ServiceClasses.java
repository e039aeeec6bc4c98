package io.checkoutsuite.acceptance.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Where a service's JVM has its classes from. As jars they can be kept linked in a file (JEP 514), which halves the start: worth its half
 * minute where many processes are killed.
 */
public record ServiceClasses(String path, List<String> options) {

    /** Made when first asked for, for all tests of this JVM: they start some dozens of services between them. */
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
                    throw new UncheckedIOException(new IOException("No jar of " + entry));
                }
                jars.add(jar);
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return new ServiceClasses(String.join(File.pathSeparator, jars), List.of());
    }

    /** A JVM that ends in order leaves the file. */
    ServiceClasses linkedInto(Path file) {
        return new ServiceClasses(path, List.of("-XX:AOTCacheOutput=" + file));
    }

    ServiceClasses linkedIn(Path file) {
        return new ServiceClasses(path, List.of("-XX:AOTCache=" + file));
    }
}
