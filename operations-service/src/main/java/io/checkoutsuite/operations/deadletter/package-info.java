/** The dead letters of all participants in one list, which each of them keeps and redrives itself. */
@NullMarked
package io.checkoutsuite.operations.deadletter;

import org.jspecify.annotations.NullMarked;
