package io.checkoutsuite.web.cards;

import java.util.ArrayList;
import java.util.List;

/**
 * The digits of a text as they are grouped in it. Groups belong together if spaces, dashes, underscores, slashes or the like are between
 * them, or always the same dot or comma: a dot beside a space ends a decimal number.
 */
final class DigitGroups {

    private static final int LONGEST_SEPARATOR = 3;
    private static final char BLANK = ' ';

    /** @param before what separates it from the group before: a blank for spaces and dashes, or the very dot or comma */
    private record Group(String digits, char before, boolean afterPlus) {}

    private final String text;
    private final List<Group> chain = new ArrayList<>();

    DigitGroups(String text) {
        this.text = text;
    }

    boolean holdCardNumber() {
        int end = -1;
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                int from = i;
                while (i < text.length() && isDigit(text.charAt(i))) {
                    i++;
                }
                char separator = end < 0 ? 0 : separator(text.substring(end, from));
                if (separator == 0) {
                    if (chainHoldsOne()) {
                        return true;
                    }
                    chain.clear();
                }
                chain.add(new Group(text.substring(from, i), separator, from > 0 && text.charAt(from - 1) == '+'));
                end = i;
            }
        }
        return chainHoldsOne();
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }

    /** 0 if the two groups beside it have nothing to do with each other. */
    private static char separator(String between) {
        if (between.length() == 1 && ".,·•".contains(between)) {
            return between.charAt(0);
        }
        return between.length() <= LONGEST_SEPARATOR && between.chars().allMatch(DigitGroups::separates) ? BLANK : 0;
    }

    private static boolean separates(int next) {
        return Character.isWhitespace(next)
                || Character.getType(next) == Character.DASH_PUNCTUATION
                || "_/|*~\u2212".indexOf(next) >= 0;
    }

    private boolean chainHoldsOne() {
        for (int first = 0; first < chain.size(); first++) {
            StringBuilder digits = new StringBuilder();
            for (int last = first; last < chain.size(); last++) {
                digits.append(chain.get(last).digits());
                if (digits.length() > CardNumbers.LONGEST || last > first + 1 && !isUniform(first, last)) {
                    break;
                }
                if (digits.length() >= CardNumbers.SHORTEST
                        && isGroupedLikeOne(chain.subList(first, last + 1), digits.length())
                        && !(chain.get(first).afterPlus() && digits.length() == CardNumbers.SHORTEST)
                        && CardNumbers.isOne(digits.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isUniform(int first, int last) {
        return chain.get(last).before() == chain.get(first + 1).before();
    }

    /** Groups of three and more, as on cards; or every digit, or every two, by themselves, unless they count up as sizes do. */
    private static boolean isGroupedLikeOne(List<Group> groups, int digits) {
        return digits >= 3 * groups.size()
                || groups.stream().allMatch(group -> group.digits().length() == 1)
                || groups.stream().allMatch(group -> group.digits().length() == 2) && !countUp(groups);
    }

    private static boolean countUp(List<Group> groups) {
        for (int i = 1; i < groups.size(); i++) {
            if (groups.get(i).digits().compareTo(groups.get(i - 1).digits()) <= 0) {
                return false;
            }
        }
        return true;
    }
}
