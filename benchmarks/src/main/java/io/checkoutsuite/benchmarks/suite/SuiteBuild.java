package io.checkoutsuite.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A build of the suite that can be measured: the directory of its launcher.
 *
 * @param home the directory that contains {@code suite}
 */
public record SuiteBuild(Path home) {

    private static final Path JAR = Path.of("local-stack", "target", "local-stack-0.1.0-SNAPSHOT.jar");

    /** The options of every JVM that {@code ./suite} starts. */
    public static final List<String> JVM_OPTIONS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+EnableDynamicAgentLoading",
            "-XX:ReservedCodeCacheSize=240m",
            "-XX:MetaspaceSize=256m");

    public SuiteBuild {
        home = home.toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("suite"))) {
            throw new IllegalArgumentException(home + " has no launcher named suite.");
        }
    }

    Path launcher() {
        return home.resolve("suite");
    }

    /** The command line of a JVM that runs one of the build's classes. */
    List<String> java(
            List<String> options, Map<String, String> properties, Class<?> mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(options);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", home.resolve(JAR).toString(), mainClass.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The commit and whether the sources differ from it, for instance {@code 1a2b3c4-dirty}; {@code unknown} outside a repository. */
    public String version() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
                    .directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return version.isEmpty() ? "unknown" : version;
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    /** Builds the suite if its sources have changed, so that the start of the stack is not delayed by a build. */
    public void build() {
        try {
            Process process = new ProcessBuilder(launcher().toString(), "help")
                    .directory(home.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The suite in " + home + " could not be built.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
