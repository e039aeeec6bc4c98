package io.checkoutsuite.failure.crash;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.InfraProcess;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The broker and the database of one suite: embedded ones, each in its own process, unless {@link TestServers} names others. */
final class CrashServers implements AutoCloseable {

    private final Map<ServerKind, String> addresses = new EnumMap<>(ServerKind.class);
    private final Map<ServerKind, String[]> commands = new EnumMap<>(ServerKind.class);
    private final Map<ServerKind, InfraProcess> own = new EnumMap<>(ServerKind.class);

    /** The servers that can be killed separately from the services. */
    enum ServerKind {
        BROKER,
        DATABASE
    }

    private CrashServers(Path data) {
        addresses.put(
                ServerKind.BROKER,
                TestServers.externalKafka().orElseGet(() -> embedded(ServerKind.BROKER, "kafka", data)));
        addresses.put(
                ServerKind.DATABASE,
                TestServers.externalMongoUri("crash")
                        .orElseGet(() -> "mongodb://" + embedded(ServerKind.DATABASE, "mongo", data)));
    }

    static CrashServers start(Path data) {
        CrashServers servers = new CrashServers(data);
        servers.startTheDead();
        return servers;
    }

    private String embedded(ServerKind kind, String option, Path data) {
        int port = FreePorts.next();
        commands.put(kind, new String[] {"--data=" + data, "--" + option + "=" + port});
        return "127.0.0.1:" + port;
    }

    /** Restarts the dead servers with their previous data and ports. */
    void startTheDead() {
        commands.forEach((kind, command) -> {
            if (!own.containsKey(kind) || !own.get(kind).isAlive()) {
                own.put(kind, InfraProcess.start(command));
            }
        });
    }

    boolean canDie(ServerKind kind) {
        return own.containsKey(kind);
    }

    boolean isAlive(ServerKind kind) {
        return own.get(kind).isAlive();
    }

    String pid(ServerKind kind) {
        return Long.toString(own.get(kind).pid());
    }

    String kafka() {
        return addresses.get(ServerKind.BROKER);
    }

    String mongo() {
        return addresses.get(ServerKind.DATABASE);
    }

    /** Whether each suite has its own broker; suites that share one would consume each other's events. */
    static boolean eachSuiteHasItsOwn() {
        return TestServers.externalKafka().isEmpty();
    }

    static String label() {
        return eachSuiteHasItsOwn() ? "embedded" : "given";
    }

    @Override
    public void close() {
        own.values().forEach(InfraProcess::kill);
    }
}
