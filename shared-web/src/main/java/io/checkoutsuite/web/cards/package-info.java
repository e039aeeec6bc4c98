/** Card numbers, which nothing of ours ever takes in: how they are recognized, and where every request is looked through for them. */
@NullMarked
package io.checkoutsuite.web.cards;

import org.jspecify.annotations.NullMarked;
