/** What every service's HTTP edge shares. */
@NullMarked
package io.checkoutsuite.web;

import org.jspecify.annotations.NullMarked;
