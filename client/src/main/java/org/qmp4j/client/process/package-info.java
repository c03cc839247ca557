/**
 * Child processes that do not outlive this JVM, however it ends.
 *
 * <p>In: a command. Out: a process, tied to this JVM by a parent-death signal or a watcher. This package must not know what the
 * process is for. The module {@code machine} uses it, too; it is exported to no other.
 */
@NullMarked
package org.qmp4j.client.process;

import org.jspecify.annotations.NullMarked;
