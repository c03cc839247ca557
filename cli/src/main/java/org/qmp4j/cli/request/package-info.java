/**
 * Commands from arguments of the command line or from whole messages, and their replies as text.
 *
 * <p>In: arguments and JSON. Out: commands for a client, whose results are text. This package must not use connections.
 */
@NullMarked
package org.qmp4j.cli.request;

import org.jspecify.annotations.NullMarked;
