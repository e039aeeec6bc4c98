/** What is written to the log: one event is one line, whatever text of a request is in it. */
@NullMarked
package io.checkoutsuite.web.log;

import org.jspecify.annotations.NullMarked;
