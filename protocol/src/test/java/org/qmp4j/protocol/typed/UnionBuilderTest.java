package org.qmp4j.protocol.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Members that come before the tag of their union. */
class UnionBuilderTest {
    private static List<Shape> shapes(String json) {
        try (JsonParser in = JsonText.of(json).parser()) {
            return TypedReader.of(in).readList(each -> each.readObject(new Shape()));
        }
    }

    private static Shape shape(String json) {
        return shapes("[" + json + "]").get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\": \"path\", \"steps\": [1, 2], \"name\": \"n\"}",
                "{\"steps\": [1, 2], \"kind\": \"path\", \"name\": \"n\"}",
                "{\"name\": \"n\", \"steps\": [1, 2], \"odd\": [{}], \"kind\": \"path\"}",
            })
    void theTagCanBeAnywhere(String json) {
        Shape shape = shape(json);
        assertThat(shape.name).isEqualTo("n");
        assertThat(shape.branch(Path.class).steps).containsExactly(1L, 2L);
    }

    @Test
    void aUnionInAUnionIsReadFromDeferredMembers() {
        Shape shape = shape("{\"inner\": {\"steps\": [3], \"kind\": \"path\"}, \"kind\": \"frame\", \"name\": \"n\"}");
        Shape inner = Objects.requireNonNull(shape.branch(Frame.class).inner);
        assertThat(inner.branch(Path.class).steps).containsExactly(3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"path\", \"steps\": [1, \"x\"], \"name\": \"n\"}",
                "{\"steps\": [1, \"x\"], \"kind\": \"path\", \"name\": \"n\"}",
                "{\"o\": [[1], {\"p\": [2]}], \"steps\": [1, \"x\"], \"name\": \"n\", \"kind\": \"path\"}",
            })
    void aMemberOfAWrongTypeIsKeptInTheBranchThatHasIt(String json) {
        Shape shape = shape(json);
        assertThat(shape.name).isEqualTo("n");
        assertThat(shape.branch(Path.class).steps).isNull();
        assertThat(shape.branch(Path.class).keptMembers().toString()).isEqualTo("{steps=[1,\"x\"]}");
    }

    @Test
    void aDeferredMemberOfAWrongTypeIsKept() {
        Shape shape = shape("{\"inner\": {\"steps\": 5, \"kind\": \"path\"}, \"kind\": \"frame\", \"name\": \"n\"}");
        Shape inner = Objects.requireNonNull(shape.branch(Frame.class).inner);
        assertThat(inner.branch(Path.class).keptMembers().toString()).isEqualTo("{steps=5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind': 'path', 'steps': [1, 'x']}                               | /steps/1",
                "{'steps': [1, 'x'], 'kind': 'path'}                               | /steps/1",
                "{'inner': {'steps': 5, 'kind': 'path'}, 'kind': 'frame'}          | /inner/steps",
                "{'kind': 'frame', 'inner': {'kind': 'path', 'steps': 5}}          | /inner/steps",
                "{'kind': 'frame', 'inner': {'kind': 'path', 'both': 'x'}}         | /inner/both",
                "{'kind': 'frame', 'inner': {'both': 'x'}}                         | /inner/both",
                "{'name': 1, 'kind': 'frame'}                                      | /name",
            })
    void jsonFromTheCallerWithAMemberOfAWrongTypeIsRejectedWithThePlace(String json, String place) {
        String text = json.replace('\'', '"');
        assertThatThrownBy(() -> FromJson.text("Shape", text, in -> in.readObject(new Shape())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read Shape from JSON: at " + place + ": expected ");
    }

    @Test
    void jsonFromTheCallerCanHaveUnknownMembers() {
        Shape shape = FromJson.text(
                "Shape", "{\"later\":1,\"kind\":\"path\",\"steps\":[1],\"new\":[]}", in -> in.readObject(new Shape()));
        assertThat(shape.branch(Path.class).steps).containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\": \"path\", \"both\": 1, \"name\": \"n\"}   | 1 | 1",
                "{\"both\": 1, \"name\": \"n\", \"kind\": \"path\"}   | 1 | 1",
                "{\"both\": 1, \"kind\": \"new\", \"name\": \"n\"}    | 1 |",
                "{\"kind\": \"new\", \"both\": 1, \"name\": \"n\"}    | 1 |",
                "{\"name\": \"n\", \"both\": 1}                       | 1 |",
            })
    void aMemberOfBaseAndBranchIsReadByBoth(String json, long inBase, @Nullable Long inBranch) {
        Shape shape = shape(json);
        assertThat(shape.name).isEqualTo("n");
        assertThat(shape.both).isEqualTo(inBase);
        assertThat(shape.branch(TypedBuilder.class) instanceof Path path ? path.both : null)
                .isEqualTo(inBranch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inner\": {\"steps\": [3, {}]}, \"steps\": [[1]], \"kind\": \"group\", \"name\": \"n\", \"form\": \"path\"}",
                "{\"steps\": [[1]], \"kind\": \"group\", \"inner\": {\"steps\": [3, {}]}, \"form\": \"path\", \"name\": \"n\"}",
                "{\"steps\": [[1]], \"form\": \"path\", \"inner\": {\"steps\": [3, {}]}, \"kind\": \"group\", \"name\": \"n\"}",
                "{\"kind\": \"group\", \"steps\": [[1]], \"inner\": {\"steps\": [3, {}]}, \"name\": \"n\", \"form\": \"path\"}",
            })
    void theTagOfAUnionInABranchCanBeAnywhere(String json) {
        Shape shape = shape(json);
        assertThat(shape.name).isEqualTo("n");
        Group group = shape.branch(Group.class);
        assertThat(Objects.requireNonNull((Any) group.inside()).members.toString())
                .contains("steps=[[1]]", "inner={\"steps\":[3,{}]}");
    }

    @Test
    void anUnknownBranchKeepsItsMembers() {
        Shape shape = shape("{\"b\": [1.5, null, true], \"kind\": \"new\", \"c\": {\"d\": \"\"}, \"name\": \"n\"}");
        assertThat(shape.members().toString()).isEqualTo("{b=[1.5,null,true], c={\"d\":\"\"}}");
    }

    @Test
    void withoutATagTheMembersAreKept() {
        assertThat(shape("{\"steps\": [1]}").members().toString()).isEqualTo("{steps=[1]}");
    }

    @Test
    void deferredMembersCanBeNestedAsDeeplyAsQemuAllows() {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        Shape shape = shape("{\"b\": " + deep + ", \"kind\": \"new\"}");
        assertThat(QmpJson.toText(Objects.requireNonNull(shape.members().get("b"))))
                .isEqualTo(deep);
    }

    private static String nested(int depth, String innermost) {
        return "{\"inner\": ".repeat(depth) + innermost + ", \"kind\": \"frame\", \"name\": \"n\"}".repeat(depth);
    }

    // With a large stack: code that the JVM has not compiled yet can need more than the usual 1 MiB for so many levels.
    @Test
    void unionsWithTheirTagsLastCanBeNestedAsDeeplyAsQemuAllows() throws InterruptedException {
        AtomicReference<Shape> read = new AtomicReference<>();
        Runnable reading = () -> read.set(shape(nested(1000, "{\"steps\": [7], \"kind\": \"path\"}")));
        Thread thread = new Thread(null, reading, "large-stack", 16 << 20);
        thread.start();
        thread.join();
        Shape shape = Objects.requireNonNull(read.get());
        for (int depth = 0; depth < 1000; depth++) {
            assertThat(shape.name).isEqualTo("n");
            shape = Objects.requireNonNull(shape.branch(Frame.class).inner);
        }
        assertThat(shape.branch(Path.class).steps).containsExactly(7L);
    }

    // Otherwise the innermost value would be recorded once for each level.
    @Test
    void deferredMembersAreNotRecordedTwice() {
        JsonParser in = JsonText.of("{\"steps\": [1, 2]}").parser();
        TypedReader reader = TypedReader.of(in);
        in.nextToken();
        in.nextToken();
        RecordedTokens recorded = new RecordedTokens();
        int steps = recorded.record("steps", in);
        recorded.moveTo(steps);
        DeferredMembers members = reader.replaying(recorded).takeBuffer();
        members.add("steps", reader.replaying(recorded));
        assertThat(members.isRecorder()).isFalse();
        assertThat(recorded.position()).as("the end of the list").isEqualTo(steps + 3);
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    // The oracle is Jackson's own tree of the same text.
    @ParameterizedTest
    @MethodSource("seeds")
    void deferredMembersAreReadUnchanged(int seed) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        Random random = new Random(seed);
        for (int i = random.nextInt(6); i >= 0; i--) {
            all.set("m" + i, value(random, 4));
        }
        Map<String, JsonNode> expected = new TreeMap<>();
        all.properties().forEach(member -> expected.put(member.getKey(), member.getValue()));
        all.put("kind", "new");
        assertThat(new TreeMap<>(shape(QmpJson.toText(all)).members())).isEqualTo(expected);
    }

    private static JsonNode value(Random random, int depth) {
        JsonMapper mapper = JsonMapper.shared();
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> mapper.readTree("null");
            case 1 -> mapper.readTree(String.valueOf(random.nextBoolean()));
            case 2 -> mapper.readTree(String.valueOf(random.nextInt()));
            case 3 -> mapper.readTree(String.valueOf(random.nextLong()));
            case 4 -> mapper.readTree("18446744073709551615");
            case 5 -> mapper.readTree(String.valueOf(random.nextDouble()));
            case 6 -> mapper.readTree("\"\\u00e4\\\\" + random.nextInt() + "\"");
            case 7 -> {
                ObjectNode object = mapper.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("o" + i, value(random, depth - 1));
                }
                yield object;
            }
            default -> {
                var array = mapper.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static final class Shape extends UnionBuilder {
        private @Nullable String kind;
        private @Nullable String name;
        private @Nullable Long both;

        Map<String, JsonNode> members() {
            return branch(UnknownMembers.class).members();
        }

        <B extends TypedBuilder> B branch(Class<B> type) {
            return Objects.requireNonNull(type.cast(branch()));
        }

        @Override
        protected TypedBuilder base() {
            return new TypedBuilder() {
                @Override
                protected boolean readMember(String member, TypedReader in) {
                    switch (member) {
                        case "kind" -> kind = in.readString();
                        case "name" -> name = in.readString();
                        case "both" -> both = in.readLong();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                }
            };
        }

        @Override
        protected boolean isShared_(String member) {
            return member.equals("both");
        }

        @Override
        protected boolean isTagKnown() {
            return kind != null;
        }

        @Override
        protected TypedBuilder newBranch() {
            return switch (String.valueOf(kind)) {
                case "path" -> new Path();
                case "frame" -> new Frame();
                case "group" -> new Group();
                default -> new UnknownMembers();
            };
        }
    }

    /** A branch that is a union: its tag is a member of the outer union. */
    private static final class Group extends UnionBuilder {
        private @Nullable String form;

        @Nullable
        TypedBuilder inside() {
            return branch();
        }

        @Override
        protected TypedBuilder base() {
            return new TypedBuilder() {
                @Override
                protected boolean readMember(String member, TypedReader in) {
                    if (member.equals("form")) {
                        form = in.readString();
                        return true;
                    }
                    return false;
                }
            };
        }

        @Override
        protected boolean isTagKnown() {
            return form != null;
        }

        @Override
        protected TypedBuilder newBranch() {
            return new Any();
        }
    }

    private static final class Any extends TypedBuilder {
        private final Map<String, JsonNode> members = new TreeMap<>();

        @Override
        protected boolean readMember(String name, TypedReader in) {
            members.put(name, in.readAny());
            return true;
        }
    }

    private static final class Path extends TypedBuilder {
        private @Nullable List<Long> steps;
        private @Nullable Long both;

        @Override
        protected boolean readMember(String name, TypedReader in) {
            switch (name) {
                case "steps" -> steps = in.readList(TypedReader::readLong);
                case "both" -> both = in.readLong();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Frame extends TypedBuilder {
        private @Nullable Shape inner;

        @Override
        protected boolean readMember(String name, TypedReader in) {
            if (name.equals("inner")) {
                inner = in.readObject(new Shape());
                return true;
            }
            return false;
        }
    }
}
