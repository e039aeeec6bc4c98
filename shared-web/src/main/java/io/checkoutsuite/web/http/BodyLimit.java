package io.checkoutsuite.web.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets an operation read a longer body than others; only requests that are allowed to call it have the longer limit. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {

    /** For bodies that are read as they arrive and never held as a whole. */
    long UNLIMITED = Long.MAX_VALUE;

    long value();
}
