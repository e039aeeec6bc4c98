/** What the queues and locks of one node have in common. */
@NullMarked
package io.checkoutsuite.workqueue.node;

import org.jspecify.annotations.NullMarked;
