package io.checkoutsuite.reservations.request;

/** Lets a concurrent call for the same request finish first. */
@FunctionalInterface
interface BackOff {

    /** Returns after a short time. */
    void pause();
}
