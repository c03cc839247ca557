package org.qmp4j.client.observer;

import java.util.Objects;
import org.qmp4j.protocol.JsonText;

/** One command that was sent. Immutable. */
public final class ObservedCall {
    private final String endpoint;
    private final String command;
    private final String id;
    private final boolean outOfBand;
    private final JsonText message;
    private final long number;

    /** A call without a number; see the methods. */
    public ObservedCall(String endpoint, String command, String id, boolean outOfBand, JsonText message) {
        this.endpoint = Objects.requireNonNull(endpoint);
        this.command = Objects.requireNonNull(command);
        this.id = Objects.requireNonNull(id);
        this.outOfBand = outOfBand;
        this.message = Objects.requireNonNull(message);
        this.number = 0;
    }

    private ObservedCall(ObservedCall other, long number) {
        this.endpoint = other.endpoint;
        this.command = other.command;
        this.id = other.id;
        this.outOfBand = other.outOfBand;
        this.message = other.message;
        this.number = number;
    }

    /** This call with a {@linkplain #number() number}. */
    public ObservedCall withNumber(long other) {
        return new ObservedCall(this, other);
    }

    /** Where it was sent: {@code unix:/run/vm.qmp}. */
    public String endpoint() {
        return endpoint;
    }

    /** The name of the command. */
    public String command() {
        return command;
    }

    /** The id on the wire, as JSON text; empty for the guest agent. Ids are used again; {@link #number()} is not. */
    public String id() {
        return id;
    }

    /** Whether it was sent out of band. */
    public boolean outOfBand() {
        return outOfBand;
    }

    /** The whole message, with its secrets: see {@link Redaction}. */
    public JsonText message() {
        return message;
    }

    /** Its place among the commands sent on its connection, from 1 on; 0 if it was not sent, and for the guest agent. */
    public long number() {
        return number;
    }

    /** Everything, with masked secrets. */
    @Override
    public String toString() {
        return "ObservedCall[endpoint=" + endpoint + ", command=" + command + ", id=" + id + ", outOfBand=" + outOfBand
                + ", message=" + Redaction.command(this) + ", number=" + number + "]";
    }
}
