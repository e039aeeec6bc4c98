/** A lock that nodes share, which expires with its lease and numbers its holders. */
@NullMarked
package io.checkoutsuite.workqueue.lock;

import org.jspecify.annotations.NullMarked;
