package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.schema.facts.FactsFile;

/** The HTML has the form of Sphinx's output for the schema of QEMU 11.1, with fewer classes and links. */
class QapiManualTest {
    private static final String MANUAL = """
            <!DOCTYPE html>
            <dl class="qapi enum" id="module-QMP-trip">
            <dt class="sig sig-object qapi" id="enum-QMP-trip.Way">
            <span class="pre">Way</span> <span><span class="pre">(Since:</span> <span class="pre">2.9.0)</span></span></dt>
            <dd><p>How to travel.</p>
            <dl class="field-list simple">
            <dt class="field-odd">Values<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p><strong>sea</strong> – by ship</p></li>
            <li><p><strong>air</strong> – by plane (since 11.1)</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi object">
            <dt class="sig sig-object qapi" id="object-QMP-trip.Ship">
            <span class="pre">Ship</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Members<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p><strong>masts</strong> (<span>[<code>int</code>]</span>) – how high &lt;each&gt; is</p></li>
            <li><p><strong>name</strong> (<span><code>string</code>, <em>optional</em></span>)</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi object">
            <dt class="sig sig-object qapi" id="object-QMP-trip.Trip">
            <span class="pre">Trip</span> <span>(Since: 3.0)</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Members<span class="colon">:</span></dt>
            <dd class="field-odd"><ul>
            <li><p><strong>way</strong> (<span><a href="#enum-QMP-trip.Way" title="QMP:trip.Way"><code>Way</code></a></span>) – one of</p>
            <ul>
            <li><p>water: the way back is <strong>longer</strong></p></li>
            </ul>
            </li>
            <li><p><strong>paid</strong> (<span><code>boolean</code></span>) – whether it is</p></li>
            <li><p>When <code>way</code> is <code>sea</code>: The members of <a href="#x"><code>Ship</code></a>.</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi object">
            <dt class="sig sig-object qapi" id="object-QMP-trip.Cruise">
            <span class="pre">Cruise</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Members<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p><strong>sights</strong> (<span><code>value</code></span>)</p></li>
            <li><p>The members of <a href="#x"><code>Ship</code></a>.</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi alternate">
            <dt class="sig sig-object qapi" id="alternate-QMP-trip.Far">
            <span class="pre">Far</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Alternatives<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p><strong>one</strong> (<span><code>string</code></span>)</p></li>
            <li><p><strong>all</strong> (<span>[<code>string</code>]</span>)</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi command">
            <dt class="sig sig-object qapi" id="command-QGA-qapi-schema.go.far">
            <span class="pre">go.far</span> <span>(Since: 0.15)</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Arguments<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p><strong>far</strong> (<span><code>Far</code></span>)</p></li>
            </ul>
            </dd>
            <dt class="field-even">Return<span class="colon">:</span></dt>
            <dd class="field-even"><p><span>[<code>Trip</code>]</span> – what was found</p>
            </dd>
            </dl>
            </dd></dl>
            <dl class="qapi event">
            <dt class="sig sig-object qapi" id="event-QMP-trip.GONE">
            <span class="pre">GONE</span></dt>
            <dd><dl class="field-list simple">
            <dt class="field-odd">Members<span class="colon">:</span></dt>
            <dd class="field-odd"><ul class="simple">
            <li><p>The members of <a href="#x"><code>Cruise</code></a>.</p></li>
            </ul>
            </dd>
            </dl>
            </dd></dl>
            """;

    @TempDir
    private Path folder;

    private Path manual(String html) throws IOException {
        return Files.writeString(folder.resolve("manual.html"), html);
    }

    @Test
    void aSchemaCanBeReadFromAManual() throws IOException {
        assertThat(FactsFile.write(QapiManual.read(manual(MANUAL)))).isEqualTo("""
                {"file":"qapi/trip.json"}
                {"enum":"Way","data":["sea",{"name":"air","since":"11.1"}],"since":"2.9"}
                {"struct":"Ship","data":{"masts":["int"],"*name":"str"}}
                {"union":"Trip","members":{"way":"Way","paid":"bool"},"discriminator":"way","data":{"sea":"Ship"},"since":"3.0"}
                {"struct":"Cruise","base":"Ship","data":{"sights":"any"}}
                {"alternate":"Far","data":{"one":"str","all":["str"]}}
                {"file":"qga/qapi-schema.json"}
                {"command":"go.far","data":{"far":"Far"},"returns":["Trip"],"since":"0.15"}
                {"file":"qapi/trip.json"}
                {"event":"GONE","data":"Cruise"}
                """);
    }

    @Test
    void htmlThatIsNotAManualIsRejected() {
        assertThatThrownBy(() -> QapiManual.read(manual("<html><p>Hello</p></html>")))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("manual.html: this is no manual of QEMU 10.1 or newer");
    }

    @Test
    void aManualThatUsesATypeWithoutDescribingItIsRejected() {
        assertThatThrownBy(() -> QapiManual.read(manual(MANUAL.replace("<code>Trip<", "<code>Voyage<"))))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("the schema has no type 'Voyage'");
    }
}
