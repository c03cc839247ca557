/**
 * What can go wrong with processes of QEMU's, below {@link org.qmp4j.client.error.QmpException}.
 *
 * <pre>
 * QmpException
 *  +- QmpConnectException
 *  |   +- MachineStartException    it does not start, or does not connect; with what QEMU said
 *  |   +- QemuNotFoundException    there is no such QEMU on this host; with where it was looked for
 *  +- MachineException             a machine does otherwise than was asked
 *      +- ConsoleException         the console does not say what was waited for, or says what must not be
 *      +- ToolException            qemu-img or another tool has failed; with its words
 * </pre>
 *
 * <p>In: a message, a cause. Out: exceptions. This package must not know of any other package of the module.
 */
@NullMarked
package org.qmp4j.machine.error;

import org.jspecify.annotations.NullMarked;
