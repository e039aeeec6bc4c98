package io.checkoutsuite.acceptance.crash;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.InfraProcess;
import io.checkoutsuite.infra.TestServers;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The broker and the database of one suite: embedded ones, each in its own process, unless {@link TestServers} names others. */
final class CrashServers implements AutoCloseable {

    private final Map<Part, String> addresses = new EnumMap<>(Part.class);
    private final Map<Part, String[]> commands = new EnumMap<>(Part.class);
    private final Map<Part, InfraProcess> own = new EnumMap<>(Part.class);

    /** The servers that can be killed separately from the services. */
    enum Part {
        BROKER,
        DATABASE
    }

    private CrashServers(Path data) {
        addresses.put(
                Part.BROKER,
                TestServers.kafkaOtherThanEmbedded().orElseGet(() -> embedded(Part.BROKER, "kafka", data)));
        addresses.put(
                Part.DATABASE,
                TestServers.mongoUriOtherThanEmbedded("crash")
                        .orElseGet(() -> "mongodb://" + embedded(Part.DATABASE, "mongo", data)));
    }

    static CrashServers start(Path data) {
        CrashServers servers = new CrashServers(data);
        servers.startTheDead();
        return servers;
    }

    private String embedded(Part part, String word, Path data) {
        int port = FreePorts.next();
        commands.put(part, new String[] {"--data=" + data, "--" + word + "=" + port});
        return "127.0.0.1:" + port;
    }

    /** Restarts the dead servers with their previous data and ports. */
    void startTheDead() {
        commands.forEach((part, command) -> {
            if (!own.containsKey(part) || !own.get(part).isAlive()) {
                own.put(part, InfraProcess.start(command));
            }
        });
    }

    boolean canDie(Part part) {
        return own.containsKey(part);
    }

    boolean isAlive(Part part) {
        return own.get(part).isAlive();
    }

    String pid(Part part) {
        return Long.toString(own.get(part).pid());
    }

    String kafka() {
        return addresses.get(Part.BROKER);
    }

    String mongo() {
        return addresses.get(Part.DATABASE);
    }

    /** Whether each suite has its own broker; suites that share one would consume each other's events. */
    static boolean eachSuiteHasItsOwn() {
        return TestServers.kafkaOtherThanEmbedded().isEmpty();
    }

    static String words() {
        return eachSuiteHasItsOwn() ? "embedded" : "given";
    }

    @Override
    public void close() {
        own.values().forEach(InfraProcess::kill);
    }
}
