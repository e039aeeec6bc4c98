/** Sets queues and locks up in a Spring Boot application. */
@NullMarked
package io.checkoutsuite.workqueue.autoconfigure;

import org.jspecify.annotations.NullMarked;
