package io.checkoutsuite.web.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.hibernate.validator.messageinterpolation.HibernateMessageInterpolatorContext;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Stops the validation of an object after {@value #MOST} violations. Each violation takes about a kilobyte until the response is written, and
 * a body of one megabyte can contain several hundred thousand.
 */
final class BoundedValidator extends LocalValidatorFactoryBean {

    static final int MOST = 500;

    private final ThreadLocal<@Nullable Count> counts = new ThreadLocal<>();

    private static final class Count {
        private final List<FieldError> first = new ArrayList<>();
        private int violations;
    }

    BoundedValidator(MessageInterpolator messages) {
        setMessageInterpolator(new CountingInterpolator(messages));
    }

    /** Counts the violations: the validator interpolates exactly one message for each of them. */
    @RequiredArgsConstructor
    private final class CountingInterpolator implements MessageInterpolator {

        private final MessageInterpolator messages;

        @Override
        public String interpolate(String template, Context context) {
            return counted(context, messages.interpolate(template, context));
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return counted(context, messages.interpolate(template, context, locale));
        }

        private String counted(Context context, String message) {
            Count count = counts.get();
            if (count != null) {
                if (count.violations++ < ValidationErrors.MOST) {
                    count.first.add(FieldError.of(context.unwrap(HibernateMessageInterpolatorContext.class), message));
                } else if (count.violations > MOST) {
                    throw new TooManyViolationsException(MOST, count.first);
                }
            }
            return message;
        }
    }

    @Override
    public <T> Set<ConstraintViolation<T>> validate(T object, Class<?>... groups) {
        return counted(() -> super.validate(object, groups));
    }

    @Override
    public void validate(Object target, Errors errors) {
        counted(() -> {
            super.validate(target, errors);
            return errors;
        });
    }

    @Override
    public void validate(Object target, Errors errors, Object... validationHints) {
        counted(() -> {
            super.validate(target, errors, validationHints);
            return errors;
        });
    }

    private <T> T counted(Supplier<T> validation) {
        counts.set(new Count());
        try {
            return validation.get();
        } finally {
            counts.remove();
        }
    }
}
