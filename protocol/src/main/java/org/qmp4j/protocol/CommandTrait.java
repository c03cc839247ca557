package org.qmp4j.protocol;

/** What a client or a tool may want to know of a command before it sends it. */
public enum CommandTrait {
    /** May be sent out of band ({@code allow-oob} in the schema). */
    ALLOWS_OUT_OF_BAND,

    /** May be sent before the machine has been built ({@code allow-preconfig} in the schema). */
    ALLOWS_PRECONFIG,

    /** Sends no answer when it succeeds ({@code success-response: false} in the schema; guest agent only). */
    SILENT_ON_SUCCESS,

    /** Changes nothing: safe to send twice. */
    READ_ONLY,

    /** The schema marks it as deprecated. */
    DEPRECATED,

    /** The schema marks it as unstable: it may change or go in any release. */
    UNSTABLE
}
