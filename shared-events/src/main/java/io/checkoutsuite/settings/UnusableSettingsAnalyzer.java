package io.checkoutsuite.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets a service that cannot start say which settings are the reason, instead of where in the code it noticed. */
final class UnusableSettingsAnalyzer extends AbstractFailureAnalyzer<UnusableSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableSettingsException unusable) {
        return new FailureAnalysis(unusable.getMessage(), "See \"Before production\" in docs/operations.md.", failure);
    }
}
