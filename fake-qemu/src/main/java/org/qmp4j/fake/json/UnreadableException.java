package org.qmp4j.fake.json;

/** The tokens do not form a value. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Token token;
    private final String reason;

    UnreadableException(Token token, String reason) {
        super(reason, null, false, false);
        this.token = token;
        this.reason = reason;
    }

    Token token() {
        return token;
    }

    String reason() {
        return reason;
    }
}
