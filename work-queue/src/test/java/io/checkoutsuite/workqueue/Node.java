package io.checkoutsuite.workqueue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.workqueue.lock.LeaseLock;
import io.checkoutsuite.workqueue.lock.LeaseLockSettings;
import io.checkoutsuite.workqueue.lock.LeaseLocks;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.operations.WorkQueueOperations;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A node with a database client, a clock and leases of its own. Nodes with the same connection string share a database. */
public final class Node implements AutoCloseable {

    public final MongoTemplate mongo;
    public final Clock clock;
    public final Participation participation = new Participation(true);
    public final Leases leases;
    public final WorkQueues queues;
    private final MongoClient client;
    private final AtomicLong commands = new AtomicLong();

    private Node(String uri, Clock clock) {
        client = MongoClients.create(MongoClientSettings.builder(IndexedQueries.clientSettings(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        commands.incrementAndGet();
                    }
                })
                .build());
        mongo = new MongoTemplate(client, Objects.requireNonNull(new ConnectionString(uri).getDatabase()));
        this.clock = clock == null ? new DatabaseClock(mongo) : clock;
        leases = new Leases(mongo, this.clock);
        queues = new WorkQueues(mongo, this.clock, leases, participation);
    }

    /** The connection string of a new, empty database. */
    public static String database() {
        return TestServers.mongoUri("work-queue");
    }

    /** A node with the clock of the database. */
    public static Node in(String uri) {
        return new Node(uri, null);
    }

    /** @param clock in place of that of the database; the nodes of one database share it */
    public static Node in(String uri, Clock clock) {
        return new Node(uri, clock);
    }

    public WorkQueue queue(int capacity) {
        return queue(settings(capacity));
    }

    public WorkQueue queue(WorkQueueSettings settings) {
        return queues.open(settings);
    }

    /** Settings of a queue of the name {@code work}. */
    public static WorkQueueSettings settings(int capacity) {
        return WorkQueueSettings.of("work", capacity);
    }

    public LeaseLocks locks(Duration lease) {
        return new LeaseLocks(leases, clock, participation, LeaseLockSettings.of(lease));
    }

    public LeaseLock lock(Duration lease) {
        return locks(lease).get("lock");
    }

    public WorkQueueOperations operations() {
        return queues.operations();
    }

    /** How many commands this node has sent to the database. */
    public long commands() {
        return commands.get();
    }

    /** Ends as a process that is killed does: nothing is released. */
    @Override
    public void close() {
        queues.close();
        client.close();
    }
}
