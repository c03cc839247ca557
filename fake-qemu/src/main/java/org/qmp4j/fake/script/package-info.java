/** The words of a test that scripts the fake: what it was sent, what it is to answer, and what is to go wrong. */
@NullMarked
package org.qmp4j.fake.script;

import org.jspecify.annotations.NullMarked;
