package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.problem.ProblemType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The problems that an operation can return, in addition to those that follow from its arguments and from who may call it. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(DocumentedProblems.All.class)
public @interface DocumentedProblems {

    /** The names of the problem types, see {@link ProblemType#name()}. */
    String[] value() default {};

    /** The names of the problem types that follow from the arguments but cannot occur. */
    String[] never() default {};

    /** The type of the body, if it has more members than a problem document. */
    Class<?> body() default Void.class;

    /** The names of the headers, in addition to those that follow from the status. */
    String[] headers() default {};

    /** All problems of an operation. */
    @Documented
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        DocumentedProblems[] value();
    }
}
