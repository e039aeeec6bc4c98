package io.checkoutsuite.workqueue;

import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.operations.Capacities;
import io.checkoutsuite.workqueue.operations.QueueDefinition;
import io.checkoutsuite.workqueue.operations.WorkQueueOperations;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import io.checkoutsuite.workqueue.store.MongoQueueStore;
import io.checkoutsuite.workqueue.store.MongoSlots;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.extern.slf4j.Slf4j;
import org.springframework.data.mongodb.core.MongoOperations;

/** The queues that this node uses. */
@Slf4j
public final class WorkQueues implements AutoCloseable {

    private final MongoSlots slots;
    private final Capacities capacities;
    private final WorkQueueOperations operations;
    private final Clock clock;
    private final Participation participation;
    private final Map<String, WorkQueue> open = new ConcurrentHashMap<>();

    /** @param clock the clock of the database, the same as that of the leases */
    public WorkQueues(MongoOperations mongo, Clock clock, Leases leases, Participation participation) {
        MongoQueueStore store = new MongoQueueStore(mongo);
        this.slots = new MongoSlots(mongo);
        this.capacities = new Capacities(store, leases);
        this.operations = new WorkQueueOperations(store, capacities);
        this.clock = clock;
        this.participation = participation;
    }

    /**
     * Opens a queue on this node, and creates it if it does not exist. Its capacity is the stored one.
     *
     * @throws IllegalStateException if this node has already opened it with other settings
     */
    public WorkQueue open(WorkQueueSettings settings) {
        WorkQueue queue = open.computeIfAbsent(settings.name(), name -> create(settings));
        if (!queue.settings().equals(settings)) {
            throw new IllegalStateException(
                    "The work queue " + settings.name() + " is already open with other settings: " + queue.settings());
        }
        return queue;
    }

    private WorkQueue create(WorkQueueSettings settings) {
        QueueDefinition definition = capacities.define(settings.name(), settings.initialCapacity());
        if (definition.capacity() != settings.initialCapacity()) {
            log.info(
                    "The work queue {} has the capacity {}, as it is stored; {} is configured for a new one",
                    settings.name(),
                    definition.capacity(),
                    settings.initialCapacity());
        }
        return new WorkQueue(settings, slots, clock, participation, definition.capacity());
    }

    /** The queues that this node has opened. */
    public Collection<WorkQueue> all() {
        return List.copyOf(open.values());
    }

    public WorkQueueOperations operations() {
        return operations;
    }

    /** Finishes changes of capacities that dead processes have left unfinished. */
    public void finishChanges() {
        open.keySet().forEach(capacities::finish);
    }

    /** Closes all queues of this node; the queues themselves stay. */
    @Override
    public void close() {
        open.values().forEach(WorkQueue::close);
    }
}
