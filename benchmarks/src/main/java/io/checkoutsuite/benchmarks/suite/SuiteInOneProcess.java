package io.checkoutsuite.benchmarks.suite;

import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code ./suite up}. External servers are used as it uses them, if the environment names some. */
final class SuiteInOneProcess implements MeasuredSuite {

    private static final String READY = "The stack runs until Ctrl-C.";
    private static final String JVM_OPTIONS = "SUITE_JAVA_OPTS";

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final Addresses addresses = Addresses.free();
    private final Servers servers = Servers.ofEnvironment();
    private final ChildProcess process;
    private final Duration startUp;

    SuiteInOneProcess(SuiteBuild build, Map<String, String> settings, JvmSettings jvms) {
        long began = System.nanoTime();
        process = ChildProcess.start(
                jvms.pinned(command(build, settings)), environment(jvms.options()), directory.path(), "up");
        process.awaitOutput(READY);
        startUp = Duration.ofNanos(System.nanoTime() - began);
    }

    private List<String> command(SuiteBuild build, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                build.launcher().toString(),
                "up",
                "--data",
                directory.path().resolve("data").toString(),
                "--http-port",
                Integer.toString(addresses.firstPort())));
        if (servers.kafkaPort() != null) {
            command.addAll(List.of("--kafka-port", servers.kafkaPort().toString()));
        }
        if (servers.mongoPort() != null) {
            command.addAll(List.of("--mongo-port", servers.mongoPort().toString()));
        }
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return command;
    }

    private static Map<String, String> environment(List<String> jvmOptions) {
        String given = System.getenv().getOrDefault(JVM_OPTIONS, "");
        return Map.of(JVM_OPTIONS, given + " " + String.join(" ", jvmOptions));
    }

    /** The launcher replaces itself by the JVM, so its process id is the JVM's. */
    @Override
    public Map<String, Long> processes() {
        return Map.of("suite", process.pid());
    }

    @Override
    public Duration startUp() {
        return startUp;
    }

    @Override
    public SuiteClient client() {
        return new SuiteClient(addresses);
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public void killBroker() {
        throw new UnsupportedOperationException("The broker is in the process of the suite.");
    }

    @Override
    public void startBroker() {
        killBroker();
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
