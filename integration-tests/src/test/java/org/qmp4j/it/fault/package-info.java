/** Peers that are killed, stop, or send wrong or too large messages: what the client reports, and what it costs. */
@NullMarked
package org.qmp4j.it.fault;

import org.jspecify.annotations.NullMarked;
