package io.checkoutsuite.stack;

import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.infra.MongoServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.Banner;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the broker, the database and all services in this JVM; each service has its own application context and port. */
@Slf4j
public final class LocalStack implements AutoCloseable {

    /** As many as a small machine has processors: a start waits little. */
    private static final int STARTS_AT_ONCE = 2;

    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private boolean closed;

    private LocalStack() {}

    /**
     * Starts everything and returns when all services accept requests.
     *
     * @param progress receives the name of each part as it starts
     * @throws StackStartException if a port is taken or another process uses the data
     */
    public static LocalStack start(StackSettings settings, Consumer<String> progress) {
        LocalStack stack = new LocalStack();
        try {
            stack.startAll(settings, progress);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll(StackSettings settings, Consumer<String> progress) {
        for (Service service : Service.values()) {
            requireFree(settings.addresses().port(service), service);
        }
        DataDirectory data = DataDirectory.acquire(settings.data());
        servers.push(data);
        progress.accept("broker and database");
        CompletableFuture<String> mongo =
                CompletableFuture.supplyAsync(() -> mongo(settings, data), LocalStack::onThreadOfItsOwn);
        CompletableFuture<String> kafka =
                CompletableFuture.supplyAsync(() -> kafka(settings, data), LocalStack::onThreadOfItsOwn);
        Map<String, String> settingsOfAll = new LinkedHashMap<>();
        settingsOfAll.put("spring.mongodb.uri", joinedServer(mongo));
        settingsOfAll.put("spring.cloud.stream.kafka.binder.brokers", joinedServer(kafka));
        settingsOfAll.put("suite.access.dev-secret", data.secret());
        settingsOfAll.put("suite.access.default-tenant", "default");
        // All requests come from one address, and one operator's token is used to check thousands of carts.
        settingsOfAll.put("suite.overload.caller-rate", "1000000");
        settingsOfAll.put("suite.overload.address-rate", "1000000");
        settingsOfAll.put("server.address", "127.0.0.1");
        settingsOfAll.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        settingsOfAll.putAll(settings.addresses().settings());
        settingsOfAll.putAll(settings.services());
        // The first one loads and compiles alone what all of them need.
        List<Service> all = List.of(Service.values());
        startServices(all.subList(0, 1), settings.addresses(), settingsOfAll, progress);
        startServices(all.subList(1, all.size()), settings.addresses(), settingsOfAll, progress);
    }

    /** Progress is reported by the caller's thread, which may be initializing the class that receives it. */
    private void startServices(
            List<Service> some, Addresses addresses, Map<String, String> settingsOfAll, Consumer<String> progress) {
        Semaphore permits = new Semaphore(STARTS_AT_ONCE);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (Service service : some) {
            permits.acquireUninterruptibly();
            if (starts.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                break;
            }
            progress.accept(service.id() + " service");
            starts.add(CompletableFuture.runAsync(
                            () -> registerService(ServiceLogs.as(
                                    service.id(), () -> start(service, addresses.port(service), settingsOfAll))),
                            LocalStack::onThreadOfItsOwn)
                    .whenComplete((started, failure) -> permits.release()));
        }
        starts.forEach(LocalStack::settled);
        starts.forEach(LocalStack::joined);
    }

    private static ConfigurableApplicationContext start(Service service, int port, Map<String, String> settingsOfAll) {
        List<String> args = new ArrayList<>();
        settingsOfAll.forEach((name, value) -> args.add("--" + name + "=" + value));
        args.add("--server.port=" + port);
        return service.application()
                .registerShutdownHook(false)
                .bannerMode(Banner.Mode.OFF)
                .initializers(context -> ServiceLogs.applyLevels(context.getEnvironment()))
                .run(args.toArray(String[]::new));
    }

    /** The common pool has one thread on two cores: the parts would start one after the other. */
    private static void onThreadOfItsOwn(Runnable start) {
        Thread.ofPlatform().name("start").start(start);
    }

    private String mongo(StackSettings settings, DataDirectory data) {
        if (settings.mongo() != null) {
            return settings.mongo();
        }
        MongoServer server = MongoServer.persistent(data.mongo(), settings.mongoPort(), settings.fsync());
        registerServer(server);
        return server.uri();
    }

    private String kafka(StackSettings settings, DataDirectory data) {
        if (settings.kafka() != null) {
            return settings.kafka();
        }
        KafkaBroker broker = KafkaBroker.start(data.kafka(), settings.kafkaPort(), settings.kafkaPort() + 1);
        registerServer(broker);
        return broker.bootstrapServers();
    }

    private void registerService(ConfigurableApplicationContext service) {
        synchronized (services) {
            services.add(service);
        }
    }

    private void registerServer(AutoCloseable server) {
        synchronized (servers) {
            servers.push(server);
        }
    }

    private static String joinedServer(CompletableFuture<String> server) {
        try {
            return joined(server);
        } catch (IllegalStateException e) {
            throw new StackStartException(String.valueOf(e.getMessage()));
        }
    }

    private static void settled(CompletableFuture<?> part) {
        part.handle((result, failure) -> null).join();
    }

    private static <T> T joined(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static void requireFree(int port, Service service) {
        if (!Addresses.isFree(port)) {
            throw new StackStartException("Port " + port + " of the " + service.id()
                    + " service is taken by another process (use --http-port to choose other ports)");
        }
    }

    /** Stops the services, then the servers. Afterwards all data is on disk. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Thread> closing = services.stream()
                .map(service -> Thread.ofPlatform().start(() -> closed(service)))
                .toList();
        closing.forEach(LocalStack::join);
        synchronized (servers) {
            servers.forEach(LocalStack::closed);
        }
    }

    private static void closed(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("A part of the stack did not stop cleanly", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
