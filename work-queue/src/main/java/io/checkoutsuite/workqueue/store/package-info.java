/** Queues as MongoDB documents. */
@NullMarked
package io.checkoutsuite.workqueue.store;

import org.jspecify.annotations.NullMarked;
