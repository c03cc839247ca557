/**
 * JUnit tests with a QEMU: {@link org.qmp4j.junit.QemuTest} and the annotations for it.
 *
 * <p>In: annotations on tests. Out: machines, monitors, consoles and fakes for their parameters and fields, and files about
 * a failed test. Compiled against JUnit 5.12; runs on JUnit 6 too.
 */
@NullMarked
package org.qmp4j.junit;

import org.jspecify.annotations.NullMarked;
