/**
 * The least that a checkout can cost: its durable writes and records with the bare clients of the database and the broker, without HTTP and without any
 * framework.
 */
@NullMarked
package io.checkoutsuite.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
