package io.checkoutsuite.acceptance.crash;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.InfraProcess;
import io.checkoutsuite.infra.TestServers;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database of one suite: embedded ones in a process of their own, where {@link TestServers} does not say otherwise.
 *
 * @param mongo connection string of the server
 * @param own null if both are others'
 */
record CrashServers(String kafka, String mongo, @Nullable InfraProcess own) implements AutoCloseable {

    static CrashServers start(Path data) {
        Optional<String> kafka = TestServers.kafkaOtherThanEmbedded();
        Optional<String> mongo = TestServers.mongoUriOtherThanEmbedded("crash");
        int kafkaPort = FreePorts.next();
        int mongoPort = FreePorts.next();
        return new CrashServers(
                kafka.orElse("127.0.0.1:" + kafkaPort),
                mongo.orElse("mongodb://127.0.0.1:" + mongoPort),
                kafka.isPresent() && mongo.isPresent()
                        ? null
                        : InfraProcess.start("--data=" + data, "--kafka=" + kafkaPort, "--mongo=" + mongoPort));
    }

    /** If not, suites side by side would take each other's events. */
    static boolean eachSuiteHasItsOwn() {
        return TestServers.kafkaOtherThanEmbedded().isEmpty();
    }

    static String words() {
        return eachSuiteHasItsOwn() ? "embedded" : "given";
    }

    @Override
    public void close() {
        if (own != null) {
            own.kill();
        }
    }
}
