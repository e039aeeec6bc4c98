package io.checkoutsuite.web.overload;

import io.checkoutsuite.web.problem.ProblemWriter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The limits of every service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OverloadSettings.class)
class OverloadConfiguration implements WebMvcConfigurer {

    /** After Spring Security's filter, whose order is -100. */
    private static final int BEHIND_ACCESS = 0;

    @Bean
    FilterRegistrationBean<OverloadFilter> overload(
            OverloadSettings settings, ProblemWriter problems, MeterRegistry meters) {
        FilterRegistrationBean<OverloadFilter> filter =
                new FilterRegistrationBean<>(new OverloadFilter(settings, problems, meters));
        filter.setOrder(BEHIND_ACCESS);
        return filter;
    }

    @Bean
    GuessLimits guessLimits(OverloadSettings settings) {
        return new GuessLimits(Clock.systemUTC(), settings.wrongGuesses());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == CallerKey.class;
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory binders) {
                return CallerKey.of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
            }
        });
    }
}
