/**
 * The extensions that JUnit calls.
 *
 * <p>In: extension contexts, annotations. Out: values for parameters and fields, skipped tests with their reasons, failures.
 * This package must not know how a machine is started, reset or inspected.
 */
@NullMarked
package org.qmp4j.junit.extension;

import org.jspecify.annotations.NullMarked;
