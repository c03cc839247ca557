/** How a test scripts the fake: received commands, answers, and faults. */
@NullMarked
package org.qmp4j.fake.script;

import org.jspecify.annotations.NullMarked;
