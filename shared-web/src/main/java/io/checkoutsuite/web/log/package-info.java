/** Log output: one event is one line, whatever request text it contains. */
@NullMarked
package io.checkoutsuite.web.log;

import org.jspecify.annotations.NullMarked;
