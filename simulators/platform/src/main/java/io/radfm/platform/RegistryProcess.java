// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Apicurio Registry as a process of its own, speaking Confluent's API, data in an H2 file.
public final class RegistryProcess implements AutoCloseable {
    private static final String API = "/apis/ccompat/v7";
    private static final String JAR = "quarkus-run.jar";

    /// H2 otherwise writes what was committed up to a second later, so that after kill -9 ids would
    /// be in records, and in no registry.
    private static final String WRITES_AT_ONCE = ";WRITE_DELAY=0";

    private final String url;
    private final JavaProcess process;

    private RegistryProcess(String url, JavaProcess process) {
        this.url = url;
        this.process = process;
    }

    /// Begins to start the registry whose data lies in this folder, see [#awaitReady]. A registry
    /// that was left running there by a killed process is ended first.
    static RegistryProcess begin(Path folder) throws IOException {
        var data = folder.toAbsolutePath();
        var ports = Ports.keptIn(data, 2);
        endLeftOver(data.resolve("pid"));
        var process =
                JavaProcess.start(
                        "registry",
                        data,
                        List.of(
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + ports.get(0),
                                "-Dquarkus.management.host=127.0.0.1",
                                "-Dquarkus.management.port=" + ports.get(1),
                                "-Dapicurio.storage.kind=sql",
                                "-Dapicurio.storage.sql.kind=h2",
                                "-Dapicurio.datasource.url=jdbc:h2:file:"
                                        + data.resolve("registry")
                                        + WRITES_AT_ONCE,
                                "-jar",
                                home().resolve(JAR).toString()));
        Files.writeString(data.resolve("pid"), Long.toString(process.pid()));
        var url = "http://127.0.0.1:" + ports.get(0) + API;
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "registry shutdown"));
        return new RegistryProcess(url, process);
    }

    /// Waits until it answers, and requires BACKWARD_TRANSITIVE compatibility.
    void awaitReady() throws IOException {
        process.awaitReady(Duration.ofMinutes(3), () -> answers(url));
        new SchemaRegistry(RegistryConfig.of(Map.of(RegistryConfig.URL, url)))
                .setCompatibility("BACKWARD_TRANSITIVE");
    }

    /// Where the build unpacked the registry.
    private static Path home() throws IOException {
        var root = Path.of(System.getProperty("radfm.home", "."));
        var home =
                Path.of(
                        System.getProperty(
                                "radfm.registry.home",
                                root.resolve("simulators/platform/target/registry").toString()));
        if (!Files.exists(home.resolve(JAR))) {
            throw new IOException(
                    "no schema registry in "
                            + home
                            + ": build the project (mvn package), "
                            + "or set -Dradfm.registry.home");
        }
        return home.toAbsolutePath();
    }

    private static void endLeftOver(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        var handle = ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        handle.filter(
                        process ->
                                process.info().arguments().stream()
                                        .flatMap(Arrays::stream)
                                        .anyMatch(argument -> argument.endsWith(JAR)))
                .ifPresent(
                        process -> {
                            process.destroyForcibly();
                            process.onExit().join();
                        });
    }

    private static boolean answers(String url) {
        if (!Ports.listens(URI.create(url).getPort())) {
            return false;
        }
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url + "/config"))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Base address for [RegistryConfig#URL].
    public String url() {
        return url;
    }

    /// kill -9.
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
