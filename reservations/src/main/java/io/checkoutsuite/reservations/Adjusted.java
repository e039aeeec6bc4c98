package io.checkoutsuite.reservations;

/** The result of an adjustment. */
public sealed interface Adjusted {

    /**
     * The counter is adjusted.
     *
     * @param again whether an earlier call did it
     */
    record Done(Change change, boolean again) implements Adjusted {}

    /** Nothing is changed: less is available than the adjustment removes. */
    record TooLittle(long available) implements Adjusted {}

    /** Nothing is changed: the same batch has made a different change to this counter before. */
    record DoneOtherwise(Change change) implements Adjusted {}

    /** There is no such counter. */
    record Unknown() implements Adjusted {}
}
