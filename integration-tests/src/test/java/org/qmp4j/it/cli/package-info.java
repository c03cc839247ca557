/** Tests of the program {@code qmp} as its users run it: a process with arguments, streams, signals and an exit code. */
@NullMarked
package org.qmp4j.it.cli;

import org.jspecify.annotations.NullMarked;
