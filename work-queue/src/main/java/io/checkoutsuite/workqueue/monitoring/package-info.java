/** Metrics and health of the queues of a node. */
@NullMarked
package io.checkoutsuite.workqueue.monitoring;

import org.jspecify.annotations.NullMarked;
