package io.checkoutsuite.web.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets the body limit of an operation, in bytes, for instance a higher one. It applies only to callers that are authorized to call it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {

    /** For bodies that are streamed and never buffered as a whole. */
    long UNLIMITED = Long.MAX_VALUE;

    long value();
}
