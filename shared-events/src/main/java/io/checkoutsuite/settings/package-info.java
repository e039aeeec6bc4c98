/** What settings a service has when nobody has set any, and which it refuses to start without. */
@NullMarked
package io.checkoutsuite.settings;

import org.jspecify.annotations.NullMarked;
