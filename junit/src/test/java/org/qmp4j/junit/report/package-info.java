/** The report about a failed test's machines, without a QEMU. */
@NullMarked
package org.qmp4j.junit.report;

import org.jspecify.annotations.NullMarked;
