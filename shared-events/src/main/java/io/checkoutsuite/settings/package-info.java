/** The default settings of a service, and the settings without which it refuses to start. */
@NullMarked
package io.checkoutsuite.settings;

import org.jspecify.annotations.NullMarked;
