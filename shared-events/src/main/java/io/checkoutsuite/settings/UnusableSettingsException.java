package io.checkoutsuite.settings;

/** The service does not start with these settings. The message names them and says what would be usable. */
public class UnusableSettingsException extends IllegalStateException {

    public UnusableSettingsException(String message) {
        super(message);
    }

    public UnusableSettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
