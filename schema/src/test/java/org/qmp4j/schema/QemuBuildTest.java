package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.json.JsonMapper;

class QemuBuildTest {
    private static final Schema SOURCE = FactsFile.read(new StringReader("""
            {"file":"qapi/garden.json"}
            {"enum":"Kind","data":["none",{"name":"tree","if":"CONFIG_TREE"},{"name":"pond","features":[{"name":"unstable","if":"CONFIG_TREE"}]}]}
            {"struct":"Plant","data":{"name":"str","*age":{"type":"uint8","if":{"not":"CONFIG_TREE"}}}}
            {"struct":"Unused","data":{"name":"str"}}
            {"struct":"Tree","base":"Plant","data":{"rings":["size"]}}
            {"union":"Thing","base":{"kind":"Kind"},"discriminator":"kind","data":{"tree":{"type":"Tree","if":"CONFIG_TREE"}}}
            {"alternate":"ThingOrName","data":{"t":{"type":"Thing","if":"CONFIG_TREE"},"s":"str"}}
            {"command":"plant","data":{"thing":"ThingOrName","tree":"Tree"},"returns":["Plant"],"allow-oob":true,"gen":false,"coroutine":true}
            {"command":"grow","data":"Thing","boxed":true,"if":{"all":["CONFIG_TREE","CONFIG_SUN"]}}
            {"event":"FELL","data":{"tree":"Kind"},"if":"CONFIG_TREE"}
            """), "garden.facts");

    private static Schema build(String... switches) {
        return QemuBuild.introspection(SOURCE, Set.of(switches)::contains);
    }

    @Test
    void commandsAndEventsExistIfTheirConditionIsTrue() {
        assertThat(build().commands()).containsOnlyKeys("plant");
        assertThat(build("CONFIG_TREE").commands()).containsOnlyKeys("plant");
        assertThat(build("CONFIG_TREE", "CONFIG_SUN").commands()).containsOnlyKeys("plant", "grow");
        assertThat(build().events()).isEmpty();
        assertThat(build("CONFIG_TREE").events()).containsOnlyKeys("FELL");
    }

    @Test
    void typesExistIfACommandOrEventUsesThem() {
        assertThat(build().types()).containsOnlyKeys("q_obj_plant-arg", "ThingOrName", "Tree", "Plant", "str", "int");
        assertThat(build("CONFIG_TREE").types()).containsKeys("Thing", "Kind").doesNotContainKey("Unused");
    }

    @Test
    void anObjectHasTheExistingMembersOfItsBase() {
        ObjectType tree = build().object("Tree");
        assertThat(tree.base()).isEmpty();
        assertThat(tree.members()).extracting(ObjectType.Member::name).containsExactly("name", "age", "rings");
        assertThat(tree.members().get(1).type()).isEqualTo(TypeRef.named("int"));
        assertThat(tree.members().get(2).type()).isEqualTo(TypeRef.listOf("int"));
        assertThat(build("CONFIG_TREE").object("Tree").members())
                .extracting(ObjectType.Member::name)
                .containsExactly("name", "rings");
    }

    @Test
    void valuesBranchesAndFeaturesExistIfTheirConditionIsTrue() {
        EnumType kind = (EnumType) build("CONFIG_TREE").type("Kind");
        assertThat(kind.values()).extracting(EnumType.Value::name).containsExactly("none", "tree", "pond");
        assertThat(kind.values().get(2).attributes().features()).containsExactly(Feature.of("unstable"));
        assertThat(build("CONFIG_TREE").object("Thing").variants().orElseThrow().branches())
                .extracting(ObjectType.Branch::value)
                .containsExactly("tree", "none", "pond");
    }

    @Test
    void aValueWithoutABranchAppearsAsABranchWithoutMembers() {
        Schema source = FactsFile.read(new StringReader("""
                {"file":"qapi/garden.json"}
                {"enum":"Kind","data":["none","bush",{"name":"reed","if":"CONFIG_POND"},"tree",{"name":"pond","if":"CONFIG_TREE"}]}
                {"struct":"Tree","data":{"name":"str"}}
                {"union":"Thing","base":{"kind":"Kind"},"discriminator":"kind","data":{"tree":"Tree","bush":{"type":"Tree","if":"CONFIG_POND"}}}
                {"event":"FELL","data":"Thing","boxed":true}
                """), "garden.facts");
        assertThat(Introspection.write(QemuBuild.introspection(source, "CONFIG_TREE"::equals)))
                .isEqualTo(JsonMapper.shared().readTree("""
                        [{"name": "FELL", "meta-type": "event", "arg-type": "1"},
                         {"name": "1", "meta-type": "object", "members": [{"name": "kind", "type": "2"}], "tag": "kind",
                          "variants": [{"case": "tree", "type": "3"}, {"case": "none", "type": "0"},
                                       {"case": "pond", "type": "0"}]},
                         {"name": "2", "meta-type": "enum",
                          "members": [{"name": "none"}, {"name": "bush"}, {"name": "tree"}, {"name": "pond"}],
                          "values": ["none", "bush", "tree", "pond"]},
                         {"name": "3", "meta-type": "object", "members": [{"name": "name", "type": "str"}]},
                         {"name": "0", "meta-type": "object", "members": []},
                         {"name": "str", "meta-type": "builtin", "json-type": "string"}]
                        """));
    }

    @Test
    void onlyTheOutOfBandFlagOfACommandAppears() {
        Command plant = Objects.requireNonNull(build().commands().get("plant"));
        assertThat(plant.flags()).isEqualTo(new Command.Flags(false, true, true, true, false, false));
        assertThat(plant.returns()).contains(TypeRef.listOf("Plant"));
    }
}
