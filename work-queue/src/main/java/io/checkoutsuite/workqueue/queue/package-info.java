/** The bounded queue: its items, its rules, and the port through which it is stored. */
@NullMarked
package io.checkoutsuite.workqueue.queue;

import org.jspecify.annotations.NullMarked;
