/**
 * What can be seen of a machine when a test has failed.
 *
 * <p>In: a machine, alive or not. Out: texts and files. Nothing here fails because a machine does not answer: that is told
 * instead. This package must not know of JUnit.
 */
@NullMarked
package org.qmp4j.junit.report;

import org.jspecify.annotations.NullMarked;
