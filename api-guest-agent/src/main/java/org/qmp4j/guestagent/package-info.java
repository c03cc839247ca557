/** All commands of the guest agent as methods. The classes of commands and types are in the packages below. */
@NullMarked
package org.qmp4j.guestagent;

import org.jspecify.annotations.NullMarked;
