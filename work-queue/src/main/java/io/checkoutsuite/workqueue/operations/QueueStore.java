package io.checkoutsuite.workqueue.operations;

import io.checkoutsuite.workqueue.queue.WorkQueueException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The definitions of queues, and their slots as operators change them. All methods throw {@link WorkQueueException} if the database fails. */
public interface QueueStore {

    /** A slot is free, has an item, or is out of use. */
    enum SlotState {
        FREE,
        FULL,
        RETIRED
    }

    /**
     * @param order of a full slot, the number of its item
     * @param retiring whether a full slot goes out of use as soon as its item is removed
     */
    record StoredSlot(int slot, SlotState state, long order, boolean retiring) {}

    /** Defines the queue with this capacity, if it does not exist. Returns what is stored. */
    QueueDefinition define(String queue, int capacity);

    Optional<QueueDefinition> find(String queue);

    /** Returns false if the queue does not exist. */
    boolean setCapacity(String queue, int capacity);

    /** Notes that the slots have been counted, unless the capacity has changed meanwhile. */
    void setSlots(QueueDefinition counted);

    /** All slots of the queue; each is read once. */
    List<StoredSlot> slots(String queue);

    /** Creates free slots; those that exist already stay as they are. */
    void create(String queue, List<Integer> slots);

    /** Changes the state of slots that are still in another one. */
    void change(String queue, List<Integer> slots, SlotState from, SlotState to);

    /** Marks full slots, or takes the mark away, so that they go out of use when their items are removed, or stay in use. */
    void setRetiring(String queue, List<Integer> slots, boolean retiring);

    int countItems(String queue);

    int countFree(String queue);

    int countParked(String queue);

    /** When the first item in the order of the queue was added. */
    Optional<Instant> oldestAddedAt(String queue);

    /** The parked items after this number, in the order of their numbers. */
    List<ParkedItem> parked(String queue, long after, int limit);

    /** Makes a parked item an ordinary one again, in its old place and without attempts. Returns false if it is not parked. */
    boolean redrive(String queue, long number);

    /** Removes a parked item. Returns false if it is not parked. */
    boolean drop(String queue, long number);
}
