/**
 * QEMU's reading and writing of JSON: bytes come in, values or parse errors go out, and the reverse. Written separately
 * after how QEMU behaves, and with no code in common with the client, which it is to test. Knows nothing of QMP.
 */
@NullMarked
package org.qmp4j.fake.json;

import org.jspecify.annotations.NullMarked;
