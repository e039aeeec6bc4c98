package io.checkoutsuite.web.imports;

import io.checkoutsuite.limits.Texts;
import io.checkoutsuite.web.problem.ValidationErrors;
import tools.jackson.databind.JsonNode;

/** Refuses texts with control characters or with the replacement character for undecodable bytes. */
final class PrintableTexts {

    private PrintableTexts() {}

    /** @throws io.checkoutsuite.web.problem.ProblemException with every unprintable text of the line */
    static void require(JsonNode line) {
        ValidationErrors errors = new ValidationErrors();
        check(line, "", errors);
        errors.throwIfAny();
    }

    private static void check(JsonNode node, String pointer, ValidationErrors errors) {
        if (node.isString()) {
            checkText(node.stringValue(), pointer, errors);
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                if (Texts.isPrintable(field.getKey())) {
                    check(field.getValue(), pointer + "/" + field.getKey(), errors);
                } else {
                    checkText(field.getKey(), pointer, errors);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), pointer + "/" + i, errors);
            }
        }
    }

    private static void checkText(String text, String pointer, ValidationErrors errors) {
        if (!Texts.isPrintable(text)) {
            errors.add(pointer, "unprintable", "The text contains control characters or undecodable characters");
        }
    }
}
