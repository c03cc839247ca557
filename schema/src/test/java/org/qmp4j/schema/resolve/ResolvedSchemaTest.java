package org.qmp4j.schema.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.SchemaText;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

class ResolvedSchemaTest {
    private static final Schema SCHEMA = SchemaText.schema("""
            { 'enum': 'Drive', 'prefix': 'DRV',
              'data': ['front', { 'name': 'rear', 'if': 'CONFIG_REAR', 'features': ['deprecated'] }] }
            { 'struct': 'Wheel', 'data': { '*size': 'size', 'names': ['str'] } }
            { 'union': 'Car', 'base': { 'drive': 'Drive' }, 'discriminator': 'drive',
              'data': { 'rear': { 'type': 'Wheel', 'if': 'CONFIG_REAR' } } }
            { 'alternate': 'WheelRef', 'data': { 'definition': 'Wheel', 'reference': 'str' } }
            { 'command': 'mount', 'data': { 'wheels': ['WheelRef'] }, 'returns': ['Wheel'],
              'if': { 'all': ['A', { 'not': 'B' }] }, 'allow-oob': true, 'success-response': false }
            { 'command': 'park', 'data': 'Car', 'boxed': true, 'gen': false }
            { 'event': 'PARKED', 'data': {} }
            """);

    @Test
    void anInlineDefinitionHasTheNameThatQemuGivesIt() {
        assertThat(SchemaText.command(SCHEMA, "mount").arguments()).contains("q_obj_mount-arg");
        assertThat(SCHEMA.object("q_obj_mount-arg").implicit()).isTrue();
        assertThat(SCHEMA.object("q_obj_mount-arg").members())
                .singleElement()
                .satisfies(member -> assertThat(member.type()).isEqualTo(TypeRef.listOf("WheelRef")));
        assertThat(SCHEMA.object("Car").base()).contains("q_obj_Car-base");
        assertThat(SCHEMA.events().values())
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isEmpty());
    }

    @Test
    void aMemberWithAnAsteriskIsOptional() {
        assertThat(SCHEMA.object("Wheel").members())
                .extracting(
                        ObjectType.Member::name,
                        ObjectType.Member::optional,
                        member -> member.type().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("size", true, "size"),
                        org.assertj.core.groups.Tuple.tuple("names", false, "[str]"));
    }

    @Test
    void aUnionListsTheBranchesThatHaveMembers() {
        ObjectType.Variants variants = SCHEMA.object("Car").variants().orElseThrow();
        assertThat(variants.tag()).isEqualTo("drive");
        assertThat(variants.branches()).extracting(ObjectType.Branch::value).containsExactly("rear");
        assertThat(variants.branches().get(0).attributes().condition()).contains(new Condition.Switch("CONFIG_REAR"));
        assertThat(SCHEMA.allMembers(SCHEMA.object("Car")))
                .extracting(ObjectType.Member::name)
                .containsExactly("drive");
    }

    @Test
    void valuesKeepTheirConditionsAndFeatures() {
        EnumType drive = (EnumType) SCHEMA.type("Drive");
        assertThat(drive.prefix()).contains("DRV");
        EnumType.Value rear = drive.values().get(1);
        assertThat(rear.attributes().condition()).contains(new Condition.Switch("CONFIG_REAR"));
        assertThat(rear.attributes().features()).containsExactly(Feature.of(Feature.DEPRECATED));
    }

    @Test
    void anAlternateNamesItsTypes() {
        assertThat(((AlternateType) SCHEMA.type("WheelRef")).alternatives())
                .extracting(one -> one.type().toString())
                .containsExactly("Wheel", "str");
    }

    @Test
    void missingFlagsHaveTheirDefaults() {
        assertThat(SchemaText.command(SCHEMA, "mount").flags())
                .isEqualTo(new Command.Flags(false, true, false, true, false, false));
        assertThat(SchemaText.command(SCHEMA, "park").flags())
                .isEqualTo(new Command.Flags(true, false, true, false, false, false));
    }

    @Test
    void aConditionDependsOnTheSwitchesThatAreSet() {
        Condition condition =
                SchemaText.command(SCHEMA, "mount").attributes().condition().orElseThrow();
        assertThat(condition.holds(Set.of("A"))).isTrue();
        assertThat(condition.holds(Set.of("A", "B"))).isFalse();
        assertThat(SCHEMA.object("q_obj_mount-arg").attributes().condition()).isEqualTo(Optional.of(condition));
    }

    @Test
    void definitionsHaveTheOrderOfTheText() {
        List<String> names = SCHEMA.definitions().stream()
                .filter(definition -> definition.attributes().location().isPresent())
                .map(definition -> definition.attributes().location().get().line() + " " + definition.name())
                .toList();
        assertThat(names)
                .containsExactly(
                        "1 Drive",
                        "3 Wheel",
                        "4 q_obj_Car-base",
                        "4 Car",
                        "6 WheelRef",
                        "7 q_obj_mount-arg",
                        "7 mount",
                        "9 park",
                        "10 PARKED");
    }
}
