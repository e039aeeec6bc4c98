/** What operators use: replays, reconciliation, timelines and the dead letters of all services. */
@NullMarked
package io.checkoutsuite.operations;

import org.jspecify.annotations.NullMarked;
