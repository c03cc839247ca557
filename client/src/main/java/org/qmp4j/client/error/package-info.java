/**
 * What can go wrong, as one open tree; every exception tells what is known of the command.
 *
 * <pre>
 * QmpException                          outcome()
 *  +- QmpConnectException               NOT_SENT           nobody there, or nobody who answers
 *  |   +- QmpNobodyListensException     NOT_SENT           nothing is there, or not yet: waiting may help
 *  |   +- QmpHandshakeException         NOT_SENT           somebody answers, and it is no usable QMP
 *  +- QmpInvalidCommandException        NOT_SENT           QEMU could not even have answered this
 *  +- QmpBusyException                  NOT_SENT           too many calls wait already
 *  +- QmpCommandException               REJECTED           the peer's error answer
 *  +- QmpDecodeException                DONE               the answer is not what the command's type expects
 *  +- QmpTimeoutException               NOT_SENT, UNKNOWN  the deadline has passed; DONE while a large answer is decoded
 *  +- QmpInterruptedException           NOT_SENT, UNKNOWN  the thread was interrupted; DONE while a large answer is decoded
 *  +- QmpDisconnectedException          NOT_SENT, UNKNOWN  the connection is gone
 *  |   +- QmpProtocolException          NOT_SENT, UNKNOWN  the peer broke the protocol or a limit
 *  |   +- QmpUnresponsiveException      NOT_SENT, UNKNOWN  the peer stopped answering
 *  +- QmpEventsLostException            NOT_SENT           a subscription that must not lose events has lost one
 * </pre>
 *
 * <p>In: a message, an outcome, a cause. Out: exceptions. This package must not know of any other package of the client.
 */
@NullMarked
package org.qmp4j.client.error;

import org.jspecify.annotations.NullMarked;
