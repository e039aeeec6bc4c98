/** The suite's default servers, if no others are configured: a real Kafka broker and a MongoDB-protocol server inside the JVM. */
@NullMarked
package io.checkoutsuite.infra;

import org.jspecify.annotations.NullMarked;
