/** Publishes the events that are stored in the documents of their aggregates. */
@NullMarked
package io.checkoutsuite.messaging.outbox;

import org.jspecify.annotations.NullMarked;
