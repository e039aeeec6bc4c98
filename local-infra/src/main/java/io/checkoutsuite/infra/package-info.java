/** The servers the suite runs on when nobody offers it others: a real Kafka broker and a MongoDB-protocol server inside the JVM. */
@NullMarked
package io.checkoutsuite.infra;

import org.jspecify.annotations.NullMarked;
