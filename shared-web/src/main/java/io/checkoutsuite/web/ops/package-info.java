/** What operators can ask of every service. */
@NullMarked
package io.checkoutsuite.web.ops;

import org.jspecify.annotations.NullMarked;
