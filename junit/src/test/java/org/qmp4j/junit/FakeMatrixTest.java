package org.qmp4j.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.qmp4j.client.QmpClient;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.machine.Machine;
import org.qmp4j.protocol.RawCommand;

/** How JUnit runs the annotated tests, with a fake in place of QEMU. */
class FakeMatrixTest {
    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    @QemuTest(
            fake = true,
            versions = {"7.2", "10.2", "99.9"})
    static class Versions {
        @QemuTest
        void knowsItsVersion(QmpClient vm, FakeQemu qemu) {
            int major = vm.execute(RawCommand.named("query-version"))
                    .get("qemu")
                    .get("major")
                    .intValue();
            assertThat(major).isIn(7, 10);
            assertThat(qemu.received("query-version")).hasSize(1);
        }
    }

    @Test
    void eachVersionThatAFakeSupportsIsRunAndTheOthersAreSkippedWithTheReason() {
        Events tests = run(Versions.class);

        assertThat(tests.succeeded().list())
                .haveExactly(1, event(displayName("a fake of QEMU 7.2"), finishedSuccessfully()))
                .haveExactly(1, event(displayName("a fake of QEMU 10.2"), finishedSuccessfully()));
        assertThat(tests.skipped().list())
                .haveExactly(
                        1,
                        event(
                                displayName("a fake of QEMU 99.9"),
                                skippedWithReason(reason -> reason.startsWith("a fake can have these versions: "))));
    }

    @QemuTest(fake = true, versions = "99.9")
    static class MethodGoesFirst {
        @QemuTest(versions = "7.2")
        void runs(FakeQemu qemu) {
            assertThat(qemu.path()).exists();
        }
    }

    @Test
    void theAnnotationOfAMethodOverridesOnlyTheMembersThatItSets() {
        assertThat(run(MethodGoesFirst.class).succeeded().list())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getTestDescriptor().getDisplayName()).isEqualTo("a fake of QEMU 7.2"));
    }

    @QemuTest(
            fake = true,
            required = true,
            versions = {"7.2", "99.9"},
            startFrom = StartFrom.BOOT,
            accelerator = "kvm",
            emulator = "no-such-emulator")
    static class MethodResetsEverything {
        @QemuTest(fake = false, required = false, versions = "", accelerator = "", startFrom = StartFrom.SAVED_STATE)
        void onAMissingQemu(FakeQemu qemu) {
            assertThat(qemu).isNull();
        }

        @QemuTest(required = false)
        void onEachVersion(FakeQemu qemu) {
            assertThat(qemu.path()).exists();
        }
    }

    @Test
    void aMethodCanSetAMemberToItsDefault() {
        Events tests = run(MethodResetsEverything.class);

        assertThat(tests.skipped().list())
                .haveExactly(
                        1, event(displayName("QEMU"), skippedWithReason(reason -> reason.contains("no-such-emulator"))))
                .haveExactly(1, event(displayName("a fake of QEMU 99.9")));
        assertThat(tests.succeeded().list()).haveExactly(1, event(displayName("a fake of QEMU 7.2")));
        tests.assertStatistics(statistics -> statistics.failed(0));
    }

    @QemuTest(fake = {true, false})
    static class TwoValues {
        @QemuTest
        void neverRuns(FakeQemu qemu) {
            assertThat(qemu).isNull();
        }
    }

    @Test
    void aMemberWithOneValueRejectsTwo() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(TwoValues.class))
                .execute()
                .containerEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(
                        1, event(finishedWithFailure(message("@QemuTest(fake) takes one value, not [true, false]"))));
    }

    @QemuTest(fake = true)
    static class Fields {
        @SuppressWarnings("NullAway.Init")
        private QmpClient vm;

        @SuppressWarnings("NullAway.Init")
        private FakeQemu qemu;

        @BeforeEach
        void before(FakeQemu same) {
            assertThat(qemu).isSameAs(same);
            qemu.when("query-name").thenReturn("{'name': 'scripted'}");
        }

        @Test
        void areFilledBeforeEachTest() {
            assertThat(vm.execute(RawCommand.named("query-name")).get("name").stringValue())
                    .isEqualTo("scripted");
        }

        @Nested
        class Inside {
            @Test
            void fieldsOfEnclosingClassesAreFilled() {
                assertThat(vm.execute(RawCommand.named("query-name"))
                                .get("name")
                                .stringValue())
                        .isEqualTo("scripted");
            }
        }
    }

    @Test
    void fieldsAndParametersOfOneTestAreTheSame() {
        run(Fields.class).assertStatistics(statistics -> statistics.started(2).succeeded(2));
    }

    @QemuTest(fake = true)
    static class NoMachine {
        @Test
        void hasNone(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    @Test
    void aFakeHasNoMachine() {
        assertThat(run(NoMachine.class).failed().list())
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("there is no machine")))));
    }

    @QemuTest(
            fake = true,
            versions = {"7.2", "10.2"})
    static class RunOnce {
        @Test
        void onTwoVersions(FakeQemu qemu) {
            assertThat(qemu).isNull();
        }
    }

    @Test
    void aPlainTestCannotRunOnTwoVersions() {
        assertThat(run(RunOnce.class).failed().list()).hasSize(1);
    }

    @QemuTest
    @QemuMachine("one")
    @QemuMachine("one")
    static class SameNames {
        @Test
        void neverRuns(Machine machine) {
            assertThat(machine).isNull();
        }
    }

    @Test
    void machinesNeedDifferentNames() {
        assertThat(run(SameNames.class).failed().list()).hasSize(1);
    }
}
