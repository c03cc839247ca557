/**
 * The other end of a connection, for tests: it sends literal bytes, and shares no code with the client, so that it cannot
 * share its errors.
 */
@NullMarked
package org.qmp4j.client.peer;

import org.jspecify.annotations.NullMarked;
