/**
 * The machines of one test class: booted, reset between tests, stopped.
 *
 * <p>In: annotations. Out: running machines that are ready. This package must not know of JUnit's contexts.
 */
@NullMarked
package org.qmp4j.junit.machine;

import org.jspecify.annotations.NullMarked;
