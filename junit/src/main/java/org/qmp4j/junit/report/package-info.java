/**
 * The state of a machine after a failed test.
 *
 * <p>In: a machine, alive or not. Out: texts and files. Nothing here fails because a machine does not answer: the
 * files say so instead. This package must not know of JUnit.
 */
@NullMarked
package org.qmp4j.junit.report;

import org.jspecify.annotations.NullMarked;
