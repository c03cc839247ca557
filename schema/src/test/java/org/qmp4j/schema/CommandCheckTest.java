package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.schema.Problem.Kind;
import org.qmp4j.schema.facts.FactsFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CommandCheckTest {
    private static final String FACTS = """
            {"file":"qapi/garden.json"}
            {"enum":"Kind","data":["tree","hedge","pond"]}
            {"struct":"Plant","data":{"name":"str","*age":"uint8"}}
            {"struct":"Hedge","base":"Plant","data":{"*neighbours":["PlantRef"]}}
            {"union":"Thing","base":{"kind":"Kind","*label":"str"},"discriminator":"kind","data":{"tree":"Plant","hedge":"Hedge"}}
            {"alternate":"PlantRef","data":{"definition":"Thing","reference":"str","none":"null"}}
            {"alternate":"Depth","data":{"metres":"int","often":"bool","all":["number"]}}
            {"command":"plant","data":"Thing","boxed":true}
            {"command":"dig","data":{"depth":"Depth","*here":"any","*count":"uint64","*offset":"int32","*share":"number"}}
            {"command":"device_add","data":{"driver":"str","*id":"str"},"gen":false}
            {"command":"walk"}
            """;

    private static final String INTROSPECTION = """
            [{"name":"plant","meta-type":"command","arg-type":"1","ret-type":"0"},
             {"name":"device_add","meta-type":"command","arg-type":"2","ret-type":"0"},
             {"name":"0","meta-type":"object","members":[]},
             {"name":"1","meta-type":"object","tag":"kind",
              "members":[{"name":"kind","type":"4"},{"name":"age","type":"int","default":null}],
              "variants":[{"case":"tree","type":"2"},{"case":"pond","type":"0"}]},
             {"name":"2","meta-type":"object","members":[{"name":"driver","type":"str"}]},
             {"name":"4","meta-type":"enum","values":["tree","pond"],"members":[{"name":"tree"},{"name":"pond"}]},
             {"name":"int","meta-type":"builtin","json-type":"int"},
             {"name":"str","meta-type":"builtin","json-type":"string"}]
            """;

    private static final CommandCheck CHECK =
            CommandCheck.against(FactsFile.read(new StringReader(FACTS), "garden.facts"));

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Problem problem(String command, String arguments) {
        Problem found = CHECK.problem(command, json(arguments)).orElseThrow();
        return new Problem(found.kind(), found.path(), found.reason());
    }

    private static Problem problem(Kind kind, String path, String reason) {
        return new Problem(kind, path, reason);
    }

    /** The error texts were observed on QEMU 7.2, 10.0 and 11.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plant | {"kind":"tree"}                                                         | Parameter 'name' is missing
            plant | {"kind":"pond","name":"x"}                                              | Parameter 'name' is unexpected
            plant | {"kind":3}                                                              | Invalid parameter type for 'kind', expected: string
            plant | {"kind":"treee"}                                                        | Parameter 'kind' does not accept value 'treee'
            plant | {"kind":"hedge","name":"x","neighbours":{}}                             | Invalid parameter type for 'neighbours', expected: array
            plant | {"kind":"hedge","name":"x","neighbours":[1]}                            | Invalid parameter type for 'null', expected: PlantRef
            plant | {"kind":"hedge","name":"x","neighbours":["a",{"kind":"tree","name":7}]} | Invalid parameter type for 'neighbours[1].name', expected: string
            plant | {"kind":"tree","name":"x","age":256}                                    | Parameter 'age' expects uint8_t
            plant | {"kind":"tree","name":"x","age":1.0}                                    | Parameter 'age' expects uint64
            dig   | {"depth":1,"count":18446744073709551616}                                | Parameter 'count' expects uint64
            dig   | {"depth":1,"offset":2147483648}                                         | Parameter 'offset' expects int32_t
            dig   | {"depth":9223372036854775808}                                           | Invalid parameter type for 'depth', expected: integer
            dig   | {"depth":1,"share":"x"}                                                 | Invalid parameter type for 'share', expected: number
            """)
    void aProblemHasTheErrorTextOfQemu(String command, String arguments, String words) {
        assertThat(CHECK.problem(command, json(arguments)).orElseThrow().qemu()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'tree','name':'oak'}",
                "{'name':'oak','age':255,'kind':'tree','label':''}",
                "{'kind':'pond'}",
                "{'kind':'hedge','name':'x','neighbours':[]}",
                "{'kind':'hedge','name':'x','neighbours':['y',null,{'kind':'hedge','name':'z','neighbours':['x']}]}"
            })
    void validArgumentsHaveNoProblem(String arguments) {
        assertThat(CHECK.problem("plant", json(arguments.replace('\'', '"')))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'depth':1}",
                "{'depth':true,'here':{'a':[null]},'share':1}",
                "{'depth':[],'here':null,'share':1e300}",
                "{'depth':[1,2.5],'count':18446744073709551615}",
                "{'depth':-1,'count':-9223372036854775808,'offset':-2147483648}"
            })
    void everyAlternativeAndTheLimitsOfIntegersAreAllowed(String arguments) {
        assertThat(CHECK.problem("dig", json(arguments.replace('\'', '"')))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plant | {}                                             | MISSING        | kind                | is missing
            plant | {"kidn":"tree","name":"x"}                     | MISSING        | kind                | is missing
            plant | {"kin":"tree"}                                 | MISSING        | kind                | is missing; is 'kin' a slip?
            plant | {"kind":"tree"}                                | MISSING        | name                | is missing
            plant | {"kind":"treee"}                               | UNKNOWN_VALUE  | kind                | does not accept "treee"; did you mean 'tree'?
            plant | {"kind":3}                                     | WRONG_TYPE     | kind                | must be a string, and is 3
            plant | {"kind":"pond","name":"x"}                     | UNKNOWN_MEMBER | name                | is not known here
            plant | {"kind":"tree","name":"x","labels":1}          | UNKNOWN_MEMBER | labels              | is not known here; did you mean 'label'?
            plant | {"kind":"tree","name":null}                    | WRONG_TYPE     | name                | must be a string, and is null
            plant | {"kind":"tree","name":"x","age":256}           | OUT_OF_RANGE   | age                 | must be 0 to 255, and is 256
            plant | {"kind":"tree","name":"x","age":-1}            | OUT_OF_RANGE   | age                 | must be 0 to 255, and is -1
            plant | {"kind":"tree","name":"x","age":1.0}           | WRONG_TYPE     | age                 | must be an integer, and is 1.0
            plant | {"kind":"hedge","name":"x","neighbours":{}}    | WRONG_TYPE     | neighbours          | must be a list, and is an object
            plant | {"kind":"hedge","name":"x","neighbours":[1]}   | WRONG_TYPE     | neighbours[0]       | must be an object or a string or null, and is 1
            plant | {"kind":"hedge","name":"x","neighbours":["a",{"kind":"tree","name":7}]} | WRONG_TYPE | neighbours[1].name | must be a string, and is 7
            dig   | {"depth":1.5}                                  | WRONG_TYPE     | depth               | must be an integer, and is 1.5
            dig   | {"depth":[true]}                               | WRONG_TYPE     | depth[0]            | must be a number, and is true
            dig   | {"depth":1,"count":18446744073709551616}       | OUT_OF_RANGE   | count               | must be -9223372036854775808 to 18446744073709551615, and is 18446744073709551616
            dig   | {"depth":1,"offset":2147483648}                | OUT_OF_RANGE   | offset              | must be -2147483648 to 2147483647, and is 2147483648
            walk  | {"far":true}                                   | UNKNOWN_MEMBER | far                 | is not known here
            walk  | []                                             | WRONG_TYPE     | ``                  | the arguments must be an object
            wlak  | {}                                             | UNKNOWN_COMMAND| ``                  | there is no command 'wlak'
            dg    | {}                                             | UNKNOWN_COMMAND| ``                  | there is no command 'dg'; did you mean 'dig'?
            device-add | {}                                        | UNKNOWN_COMMAND| ``                  | there is no command 'device-add'; did you mean 'device_add'?
            """)
    void aProblemHasAPathAndAReason(String command, String arguments, Kind kind, String path, String reason) {
        assertThat(problem(command, arguments)).isEqualTo(problem(kind, path, reason));
    }

    @Test
    void aCommandWithoutArgumentsNeedsNone() {
        assertThat(CHECK.problem("walk", null)).isEmpty();
        assertThat(CHECK.problem("walk", json("{}"))).isEmpty();
        assertThat(CHECK.problem("plant", null)).map(Problem::path).contains("kind");
    }

    @Test
    void deviceAddAcceptsMembersThatAreNotInTheSchema() {
        assertThat(CHECK.problem("device_add", json("{\"driver\":\"x\",\"any\":{\"thing\":1}}")))
                .isEmpty();
        assertThat(problem("device_add", "{\"any\":1}").kind()).isEqualTo(Kind.MISSING);
        assertThat(problem("device_add", "{\"driver\":1}").kind()).isEqualTo(Kind.WRONG_TYPE);
    }

    @Test
    void aCommandCanBeCheckedAgainstIntrospection() {
        CommandCheck check = CommandCheck.against(Introspection.read(json(INTROSPECTION)));
        assertThat(check.problem("plant", json("{\"kind\":\"pond\",\"age\":18446744073709551615}")))
                .isEmpty();
        assertThat(check.problem("plant", json("{\"kind\":\"tree\",\"driver\":\"x\"}")))
                .isEmpty();
        assertThat(check.problem("plant", json("{\"kind\":\"pond\",\"driver\":\"x\"}")))
                .map(Problem::path)
                .contains("driver");
        assertThat(check.problem("device_add", json("{\"driver\":\"x\",\"more\":1}")))
                .isEmpty();
    }

    @Test
    void argumentsThatAreNestedTooDeeplyAreRejected() {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 100_000; i++) {
            ObjectNode outer =
                    JsonNodeFactory.instance.objectNode().put("kind", "hedge").put("name", "x");
            ArrayNode list = outer.putArray("neighbours");
            list.add(value);
            value = outer;
        }
        Optional<Problem> problem = CHECK.problem("plant", value);
        assertThat(problem).map(Problem::kind).contains(Kind.TOO_DEEP);
        assertThat(problem.orElseThrow().path()).startsWith("neighbours[0].neighbours[0].");
    }

    @Test
    void aProblemReadsAsASentence() {
        assertThat(problem("plant", "{\"kind\":\"tree\"}")).hasToString("name is missing");
        assertThat(problem("walk", "1")).hasToString("the arguments must be an object");
    }
}
