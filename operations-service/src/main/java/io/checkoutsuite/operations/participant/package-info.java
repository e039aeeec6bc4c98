/** The participants of a checkout: the services that apply its outcome. */
@NullMarked
package io.checkoutsuite.operations.participant;

import org.jspecify.annotations.NullMarked;
