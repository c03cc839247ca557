/**
 * What a program can choose: for a connection, for one call, and for commands by their name.
 *
 * <p>In: values that a program sets. Out: immutable options, which the whole client reads. This package must not know of sessions.
 */
@NullMarked
package org.qmp4j.client.options;

import org.jspecify.annotations.NullMarked;
