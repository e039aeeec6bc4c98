package io.checkoutsuite.payment.simulator;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether this installation has the simulator. */
class OnSimulatorCondition implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment settings = context.getEnvironment();
        Boolean enabled = settings.getProperty("suite.payment.simulator.enabled", Boolean.class);
        return enabled == null ? StringUtils.hasText(settings.getProperty("suite.access.dev-secret")) : enabled;
    }
}
