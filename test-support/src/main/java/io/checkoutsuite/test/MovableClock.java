package io.checkoutsuite.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that tests advance. */
public class MovableClock extends Clock {

    private final Clock base;
    private Duration ahead = Duration.ZERO;

    /** A clock that stands still until it is advanced. */
    public MovableClock(Instant start) {
        this(Clock.fixed(start, ZoneOffset.UTC));
    }

    private MovableClock(Clock base) {
        this.base = base;
    }

    /** A clock that runs as the clock of the machine does. */
    public static MovableClock running() {
        return new MovableClock(Clock.systemUTC());
    }

    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    public synchronized void setTo(Instant instant) {
        ahead = Duration.between(base.instant(), instant);
    }

    @Override
    public synchronized Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
