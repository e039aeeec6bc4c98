/** The HTTP edge shared by all services. */
@NullMarked
package io.checkoutsuite.web;

import org.jspecify.annotations.NullMarked;
