/** Has the items of a queue handled. */
@NullMarked
package io.checkoutsuite.workqueue.consumer;

import org.jspecify.annotations.NullMarked;
