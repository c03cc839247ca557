/**
 * The failures of QEMU processes and tools, below {@link org.qmp4j.client.error.QmpException}.
 *
 * <pre>
 * QmpException
 *  +- QmpConnectException
 *  |   +- MachineStartException    QEMU did not start, or did not connect; with its output
 *  |   +- QemuNotFoundException    no such QEMU on this host; with where it was searched for
 *  +- MachineException             a machine does otherwise than was asked
 *      +- ConsoleException         the console did not print what was expected, or printed a failure
 *      +- ToolException            qemu-img or another tool has failed; with its output
 * </pre>
 *
 * <p>In: a message, a cause. Out: exceptions. This package must not know of any other package of the module.
 */
@NullMarked
package org.qmp4j.machine.error;

import org.jspecify.annotations.NullMarked;
