package io.checkoutsuite.workqueue.store;

import io.checkoutsuite.workqueue.operations.QueueDefinition;
import org.bson.Document;

/** The document that defines a queue. */
final class DefinitionDocuments {

    static final String CAPACITY = "capacity";
    /** The capacity for which the slots were last counted. */
    static final String SLOTS = "slots";
    /** The last number that was drawn for an item or a delivery. */
    static final String SEQUENCE = "sequence";

    private DefinitionDocuments() {}

    static QueueDefinition definition(Document stored) {
        return new QueueDefinition(
                stored.getString(SlotDocuments.ID), stored.getInteger(CAPACITY), stored.getInteger(SLOTS));
    }
}
