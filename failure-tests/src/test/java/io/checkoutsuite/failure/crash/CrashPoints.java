package io.checkoutsuite.failure.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * The points at which a service can be killed: before and after each of its effects, as they occur. A file that all services of a suite read
 * decides what happens there: nothing, the point is recorded, the process is killed, or another one is.
 */
final class CrashPoints {

    private static final Path DIRECTORY = Path.of(System.getProperty(CrashableSuite.DIRECTORY, "target"));
    private static final String SERVICE = System.getProperty(CrashableSuite.SERVICE, "");
    private static final Map<String, Integer> REACHED = new HashMap<>();
    private static String round = "";

    private CrashPoints() {}

    /** The instructions of the test for crash points. */
    record Instructions(String round, String action, String point, List<String> alsoKilled) {

        static final String RECORD = "record";
        static final String DIE = "die";
        /** Other processes are killed; this one continues. */
        static final String KILL = "kill";

        static Instructions none() {
            return new Instructions("", "", "", List.of());
        }

        void writeTo(Path directory) {
            try {
                List<String> lines = new ArrayList<>(List.of(round, action, point));
                lines.addAll(alsoKilled);
                Path draft = Files.write(directory.resolve("instructions.new"), lines);
                Files.move(draft, directory.resolve("instructions"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Instructions readFrom(Path directory) throws IOException {
            Path file = directory.resolve("instructions");
            if (!Files.exists(file)) {
                return none();
            }
            List<String> lines = Files.readAllLines(file);
            return new Instructions(
                    lines.get(0), lines.get(1), lines.get(2), List.copyOf(lines.subList(3, lines.size())));
        }
    }

    static void before(String step) {
        reach(step, "before");
    }

    static void after(String step) {
        reach(step, "after");
    }

    /** A process that is to die here dies after only this part of the step is done. */
    static void within(String step, Runnable part) {
        reach(step, "within", part);
    }

    private static void reach(String step, String when) {
        reach(step, when, () -> {});
    }

    private static synchronized void reach(String step, String when, Runnable part) {
        try {
            Instructions instructions = Instructions.readFrom(DIRECTORY);
            if (instructions.action().isEmpty()) {
                return;
            }
            if (!instructions.round().equals(round)) {
                REACHED.clear();
                round = instructions.round();
            }
            String name = SERVICE + " · " + step;
            int time = REACHED.merge(name + when, 1, Integer::sum);
            String point = name + (time == 1 ? "" : " (" + time + ")") + " · " + when;
            if (instructions.action().equals(Instructions.RECORD)) {
                append("points", point);
            } else if (instructions.point().equals(point) && !Files.exists(DIRECTORY.resolve("died"))) {
                part.run();
                append("died", point);
                if (instructions.action().equals(Instructions.KILL)) {
                    kill(instructions.alsoKilled());
                } else {
                    die(instructions.alsoKilled());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers a part of the service that must have crash points. */
    static void addSubject(String subject) {
        try {
            append("subjects", SERVICE + " · " + subject);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(String file, String line) throws IOException {
        Files.writeString(DIRECTORY.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Kills the other processes and waits for their end, so that the next step finds the server dead. */
    private static void kill(List<String> others) {
        others.stream()
                .flatMap(other -> ProcessHandle.of(Long.parseLong(other)).stream())
                .forEach(other -> {
                    other.destroyForcibly();
                    other.onExit().join();
                });
    }

    /** Kills this process and the others: no shutdown hook runs and no connection is closed properly. */
    private static void die(List<String> others) throws IOException {
        new ProcessBuilder(Stream.of(
                                Stream.of("kill", "-9"),
                                others.stream(),
                                Stream.of(Long.toString(ProcessHandle.current().pid())))
                        .flatMap(words -> words)
                        .distinct()
                        .toList())
                .start();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
