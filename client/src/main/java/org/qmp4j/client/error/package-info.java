/**
 * What can go wrong, as one open tree. A failed call tells what is known of its command.
 *
 * <pre>
 * QmpException
 *  +- QmpCallException                      outcome()
 *  |   +- QmpInvalidCommandException        NOT_SENT           QEMU could not answer this, or the connection cannot carry it
 *  |   +- QmpBusyException                  NOT_SENT           too many calls are waiting already
 *  |   +- QmpCommandException               REJECTED           the peer's error reply
 *  |   +- QmpDecodeException                DONE               the answer is not what the command's type expects
 *  |   +- QmpTimeoutException               NOT_SENT, UNKNOWN  no answer within the timeout; DONE while a large answer is decoded
 *  |   +- QmpCallInterruptedException       NOT_SENT, UNKNOWN  the thread was interrupted; DONE while a large answer is decoded
 *  |   +- QmpDisconnectedException          NOT_SENT, UNKNOWN  the connection ended
 *  |   |   +- QmpProtocolException          NOT_SENT, UNKNOWN  the peer broke the protocol or a limit
 *  |   |   +- QmpUnresponsiveException      NOT_SENT, UNKNOWN  the peer stopped answering
 *  |   +- QmpDeliveryException              NOT_SENT, UNKNOWN  the transport lost this command or its reply, and goes on
 *  |   +- QmpBatchException                 of the first failure; results() has one for each command
 *  +- QmpConnectException                   no connection; no command was sent
 *  |   +- QmpNotListeningException          nothing listens there, or not yet: trying again may help
 *  |   +- QmpConnectTimeoutException        no answer, or no peer that connects, within the timeout
 *  |   +- QmpHandshakeException             a peer answers, and it is not a usable QMP monitor or guest agent
 *  +- QmpEventException                     of an event subscription
 *  |   +- QmpEventTimeoutException          no event within the timeout
 *  |   +- QmpEventDecodeException           an event came that its type cannot read
 *  |   +- QmpEventsLostException            a subscription that must not lose events has lost one
 *  |   +- QmpEventsClosedException          no more events will come
 *  +- QmpInterruptedException               the thread was interrupted in a wait for something other than an answer
 *  +- QmpClosedException                    this program closed the listener or the reconnector
 * </pre>
 *
 * <p>In: a message, a command and its outcome, a cause. Out: exceptions. This package must not know of any other package of the client.
 */
@NullMarked
package org.qmp4j.client.error;

import org.jspecify.annotations.NullMarked;
