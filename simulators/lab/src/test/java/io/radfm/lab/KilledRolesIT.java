// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.platform.BrokerProcess;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.platform.Ports;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The roles as processes of their own around one broker. One of them dies in the middle of the
/// work and comes back; each study has all its images and one draft.
class KilledRolesIT {
    private static final int ENOUGH = 10;

    @TempDir static Path folder;
    private static final Map<String, JavaProcess> roles = new HashMap<>();
    private static Platform platform;
    private static List<Integer> ports;

    @BeforeAll
    static void startRoles() throws Exception {
        platform = Platform.startWithBrokerProcess(folder.resolve("platform"));
        ports = Ports.keptIn(folder.resolve("ports"), 4);
        LabModel.ensured(folder.resolve("lab/model"));
        start("ingest", "--dicom-port=" + ports.get(0));
        start("streams", "--state-dir=" + folder.resolve("streams"));
        start("worker");
        start(
                "results",
                "--http-port=" + ports.get(1),
                "--object-store=" + folder.resolve("lab/objects").toUri(),
                "--results-sr-directory=" + folder.resolve("lab/reports"));
        Eventually.holds("the roles are ready", LabProcess.PATIENCE, api()::isReady);
    }

    @AfterAll
    static void stopRoles() {
        roles.values().forEach(JavaProcess::close);
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void theBrokerDiesInTheMiddleOfASend() throws Exception {
        var broker = (BrokerProcess) platform.broker();
        survives(
                11,
                () -> {
                    broker.kill();
                    broker.restart();
                });
    }

    @Test
    void streamsDiesInTheMiddleOfASend() throws Exception {
        survives(
                22,
                () -> {
                    roles.get("streams").kill();
                    start("streams", "--state-dir=" + folder.resolve("streams"));
                });
    }

    @Test
    void theWorkerDiesWhileStudiesAreDrafted() throws Exception {
        survives(
                33,
                () -> {
                    Eventually.holds(
                            "a study is being drafted",
                            LabProcess.PATIENCE,
                            () -> api().states().contains("DRAFTING"));
                    roles.get("worker").kill();
                    start("worker");
                });
    }

    @FunctionalInterface
    private interface Death {
        void andReturn() throws Exception;
    }

    private static void survives(int seed, Death death) throws Exception {
        var files = Senders.simulated(folder.resolve("studies-" + seed), 2, seed);
        var sender = OneShot.begin(files, ports.get(0));
        Eventually.holds(
                "acknowledgements",
                LabProcess.PATIENCE,
                () -> sender.acknowledged().size() >= ENOUGH);
        death.andReturn();
        sender.await();

        var acknowledged = sender.acknowledged();
        api().awaitDraftedWith(acknowledged);
        Records.assertInContexts(platform.settings(), acknowledged, sender.localizers());
        Records.assertOneDraftPerRevision(platform.settings(), acknowledged.values());
    }

    private static Api api() {
        return new Api(ports.get(1));
    }

    private static void start(String role, String... options) throws IOException {
        var settings = Files.writeString(folder.resolve("roles.properties"), LabProcess.SETTINGS);
        var arguments = new ArrayList<>(List.of(role, "--config=" + settings));
        platform.settings()
                .forEach((key, value) -> arguments.add("--" + key.replace('.', '-') + "=" + value));
        if (role.equals("ingest") || role.equals("worker")) {
            arguments.add("--data-dir=" + folder.resolve("lab"));
        }
        arguments.addAll(List.of(options));
        roles.put(
                role,
                JavaProcess.main(
                        role,
                        folder.resolve(role),
                        "400m",
                        Radfm.class,
                        arguments.toArray(String[]::new)));
    }
}
