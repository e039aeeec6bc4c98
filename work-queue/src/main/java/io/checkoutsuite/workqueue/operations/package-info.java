/** What operators see of queues, and what they change: capacity and parked items. */
@NullMarked
package io.checkoutsuite.workqueue.operations;

import org.jspecify.annotations.NullMarked;
