package org.qmp4j.protocol;

/** A property of a command that a client or a tool may check before it sends the command. */
public enum CommandTrait {
    /** Can be sent out of band ({@code allow-oob} in the schema). */
    ALLOWS_OUT_OF_BAND,

    /** Can be sent before QEMU has created the machine ({@code allow-preconfig} in the schema). */
    ALLOWS_PRECONFIG,

    /** Gets no reply if it succeeds ({@code success-response: false} in the schema; guest agent only). */
    SILENT_ON_SUCCESS,

    /** Changes nothing, so sending it twice is safe. */
    READ_ONLY,

    /** The schema marks it as deprecated. */
    DEPRECATED,

    /** The schema marks it as unstable: QEMU may change or remove it in any release. */
    UNSTABLE
}
