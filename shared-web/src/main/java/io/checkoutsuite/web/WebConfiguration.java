package io.checkoutsuite.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** Adds the shared HTTP edge to every service. */
@AutoConfiguration(
        afterName = {
            "io.checkoutsuite.messaging.inbox.InboxConfiguration",
            "io.checkoutsuite.messaging.deadletter.DeadLetterConfiguration"
        },
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
            "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
        })
@ComponentScan
class WebConfiguration {}
