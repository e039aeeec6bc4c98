package io.checkoutsuite.limits;

/** The maximum lengths and values that every service accepts; lengths are in characters. */
public final class Limits {

    /** Ids that the suite generates: of carts, lines, attempts, orders and payments. */
    public static final int ID = 64;

    /** A customer's id is the subject of a token; OpenID Connect allows this length. */
    public static final int CUSTOMER_ID = 255;

    public static final int SKU = 64;
    public static final int CODE = 64;
    public static final int CODES_OF_CART = 20;
    public static final int EMAIL = 254;
    public static final int NAME = 200;
    public static final int PHONE = 40;
    public static final int ADDRESS_LINE = 200;
    public static final int CITY = 100;
    public static final int REGION = 100;
    public static final int POSTAL_CODE = 20;
    public static final int PRODUCT_NAME = 300;

    public static final int GATEWAY = 64;
    public static final int TOKEN = 512;
    public static final int PAYMENTS_OF_CART = 10;

    /** Additional data of the shop for one payment. */
    public static final int PAYMENT_FIELDS = 20;

    public static final int PAYMENT_FIELD_NAME = 64;
    public static final int PAYMENT_FIELD_VALUE = 255;

    /** A type of payment, for instance CREDIT_CARD. */
    public static final String PAYMENT_TYPE = "[A-Z0-9_]{1,40}";

    /** The name of a line's attribute, in any language. It is also the name of a stored field, so it has no dots or dollar signs. */
    public static final String ATTRIBUTE = "[\\p{L}\\p{N}_ -]{1,64}";

    public static final String ATTRIBUTE_RULE = "has 1 to 64 letters, digits, blanks, hyphens or underscores";

    /** The longest lease that a reservation of stock or uses can have before it must be renewed. */
    public static final int LONGEST_LEASE_SECONDS = 86_400;

    public static final int LINES = 1_000;
    /** The maximum of one line; all lines of a cart may have the same SKU. */
    public static final long QUANTITY = 1_000_000;

    /** Digits before the decimal point of a price; the total of the largest cart stays far below the largest possible amount. */
    public static final int PRICE_DIGITS = 12;

    private Limits() {}

    /** Whether it is a valid customer id: not blank, not too long, and printable. */
    public static boolean isCustomerId(String id) {
        return !id.isBlank() && id.length() <= CUSTOMER_ID && Texts.isPrintable(id);
    }
}
