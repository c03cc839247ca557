/**
 * What is sent to QEMU, out of words on the command line or out of whole messages, and what is shown of the answer.
 *
 * <p>In: words and JSON. Out: commands for a client, with the answer as text. This package must not know of connections.
 */
@NullMarked
package org.qmp4j.cli.request;

import org.jspecify.annotations.NullMarked;
