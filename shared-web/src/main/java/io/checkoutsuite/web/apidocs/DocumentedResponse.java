package io.checkoutsuite.web.apidocs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/** A successful response of an operation whose method does not tell its status, its body or its headers. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(DocumentedResponse.All.class)
public @interface DocumentedResponse {

    HttpStatus status() default HttpStatus.OK;

    /** The type of the body; without it, the type that the method returns. */
    Class<?> body() default Void.class;

    /** The names of the headers. */
    String[] headers() default {};

    /** The successful responses of an operation. */
    @Documented
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        DocumentedResponse[] value();
    }
}
