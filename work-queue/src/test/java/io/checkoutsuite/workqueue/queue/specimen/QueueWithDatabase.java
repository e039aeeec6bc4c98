package io.checkoutsuite.workqueue.queue.specimen;

import io.checkoutsuite.workqueue.operations.QueueFigures;
import org.bson.Document;

/** Breaks the rules that a queue knows neither its operators nor the database. */
final class QueueWithDatabase {

    Document document(QueueFigures figures) {
        return new Document("size", figures.size());
    }
}
