/** The samples of {@code docs/guide/transports.md}: transports that the client does not have. */
@NullMarked
package org.qmp4j.examples.transport;

import org.jspecify.annotations.NullMarked;
