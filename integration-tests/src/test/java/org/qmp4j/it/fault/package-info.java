/** Peers that die, stop, lie or say too much: what the client tells of it, and what it costs. */
@NullMarked
package org.qmp4j.it.fault;

import org.jspecify.annotations.NullMarked;
