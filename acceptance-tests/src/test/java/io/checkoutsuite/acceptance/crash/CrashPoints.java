package io.checkoutsuite.acceptance.crash;

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
 * Where a service can die: before and after each of its effects, as they come by. What happens there is said by one file that all services
 * of a suite read: nothing, the point is written down, the process ends, or another one does.
 */
final class CrashPoints {

    private static final Path DIRECTORY = Path.of(System.getProperty(CrashableSuite.DIRECTORY, "target"));
    private static final String SERVICE = System.getProperty(CrashableSuite.SERVICE, "");
    private static final Map<String, Integer> REACHED = new HashMap<>();
    private static String round = "";

    private CrashPoints() {}

    /** What to do at crash points, as the test says it. */
    record Orders(String round, String what, String point, List<String> alsoKilled) {

        static final String RECORD = "record";
        static final String DIE = "die";
        /** Others end, the process goes on. */
        static final String KILL = "kill";

        static Orders none() {
            return new Orders("", "", "", List.of());
        }

        void giveIn(Path directory) {
            try {
                List<String> lines = new ArrayList<>(List.of(round, what, point));
                lines.addAll(alsoKilled);
                Path draft = Files.write(directory.resolve("orders.new"), lines);
                Files.move(draft, directory.resolve("orders"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Orders in(Path directory) throws IOException {
            Path file = directory.resolve("orders");
            if (!Files.exists(file)) {
                return none();
            }
            List<String> lines = Files.readAllLines(file);
            return new Orders(lines.get(0), lines.get(1), lines.get(2), List.copyOf(lines.subList(3, lines.size())));
        }
    }

    static void before(String step) {
        reach(step, "before");
    }

    static void after(String step) {
        reach(step, "after");
    }

    /** Whoever is to die here dies when only a part of it is done. */
    static void within(String step, Runnable part) {
        reach(step, "within", part);
    }

    private static void reach(String step, String when) {
        reach(step, when, () -> {});
    }

    private static synchronized void reach(String step, String when, Runnable part) {
        try {
            Orders orders = Orders.in(DIRECTORY);
            if (orders.what().isEmpty()) {
                return;
            }
            if (!orders.round().equals(round)) {
                REACHED.clear();
                round = orders.round();
            }
            String name = SERVICE + " · " + step;
            int time = REACHED.merge(name + when, 1, Integer::sum);
            String point = name + (time == 1 ? "" : " (" + time + ")") + " · " + when;
            if (orders.what().equals(Orders.RECORD)) {
                note("points", point);
            } else if (orders.point().equals(point) && !Files.exists(DIRECTORY.resolve("died"))) {
                part.run();
                note("died", point);
                if (orders.what().equals(Orders.KILL)) {
                    kill(orders.alsoKilled());
                } else {
                    die(orders.alsoKilled());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service has that must be among the points. */
    static void tell(String subject) {
        try {
            note("subjects", SERVICE + " · " + subject);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(String file, String line) throws IOException {
        Files.writeString(DIRECTORY.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What comes next meets a server that is gone. */
    private static void kill(List<String> others) {
        others.stream()
                .flatMap(other -> ProcessHandle.of(Long.parseLong(other)).stream())
                .forEach(other -> {
                    other.destroyForcibly();
                    other.onExit().join();
                });
    }

    /** No shutdown hook runs, no connection is closed politely. */
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
