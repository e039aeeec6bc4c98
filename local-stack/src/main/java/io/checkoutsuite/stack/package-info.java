/** The whole suite in one JVM: broker, database and services. */
@NullMarked
package io.checkoutsuite.stack;

import org.jspecify.annotations.NullMarked;
