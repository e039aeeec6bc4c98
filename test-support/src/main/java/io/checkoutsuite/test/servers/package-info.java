/** The broker and the database that tests use, and the check of the queries that they receive. */
@NullMarked
package io.checkoutsuite.test.servers;

import org.jspecify.annotations.NullMarked;
