/** The work queues of a node. */
@NullMarked
package io.checkoutsuite.workqueue;

import org.jspecify.annotations.NullMarked;
