// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.Manifest;
import io.radfm.model.conversion.Inventory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// `./radfm model inspect`: what a model directory holds.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Prints a model's parts, parameters, bytes, precision and digests.")
public final class ModelInspect implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A model directory.")
    private Path directory;

    @Option(
            names = "--check",
            description = "Read every file and compare it with the manifest's digest.")
    private boolean check;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /// All that is known of a directory.
    private record Contents(
            Optional<Manifest> manifest,
            Configuration configuration,
            Inventory inventory,
            Map<String, Long> files,
            Map<String, Boolean> intact) {}

    @Override
    public Integer call() throws Exception {
        return Told.run(spec, this::inspect);
    }

    private int inspect() throws IOException {
        var manifest =
                Files.isRegularFile(directory.resolve(Manifest.FILE))
                        ? Optional.of(Manifest.read(directory))
                        : Optional.<Manifest>empty();
        var configuration = Configuration.read(directory.resolve("config.json"));
        var inventory = Inventory.of(directory, configuration);
        var files = new TreeMap<String, Long>();
        try (var all = Files.list(directory)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.size(file));
            }
        }
        var intact = new TreeMap<String, Boolean>();
        if (check && manifest.isPresent()) {
            for (var digest : manifest.get().digests().entrySet()) {
                var file = directory.resolve(digest.getKey());
                intact.put(
                        digest.getKey(),
                        Files.isRegularFile(file)
                                && Digests.sha256(file).equals(digest.getValue()));
            }
        }
        var contents = new Contents(manifest, configuration, inventory, files, intact);
        if (json) {
            Told.json(spec, tree(contents));
        } else {
            print(contents);
        }
        return intact.containsValue(false) ? 1 : 0;
    }

    private static Map<String, Object> tree(Contents it) {
        var tree = new LinkedHashMap<String, Object>();
        it.manifest()
                .ifPresent(
                        manifest -> {
                            tree.put("name", manifest.name());
                            tree.put("version", manifest.version());
                            tree.put("trained", manifest.trained());
                            tree.put("notice", manifest.notice());
                            tree.put("digests", new TreeMap<>(manifest.digests()));
                        });
        tree.put("precision", it.inventory().precision());
        tree.put("parameters", it.inventory().parameters());
        tree.put("bytes", it.inventory().bytes());
        tree.put("parts", it.inventory().parts());
        tree.put("ignoredTensors", it.inventory().ignored());
        tree.put("files", it.files());
        if (!it.intact().isEmpty()) {
            tree.put("intact", it.intact());
        }
        return tree;
    }

    private void print(Contents it) {
        var out = spec.commandLine().getOut();
        it.manifest()
                .ifPresentOrElse(
                        manifest ->
                                out.printf(
                                        "%s %s, %s%n",
                                        manifest.name(),
                                        manifest.version(),
                                        manifest.trained() ? "trained" : manifest.notice()),
                        () -> out.println("no " + Manifest.FILE + ": not a directory to serve"));
        out.printf("%n%-20s %18s %18s  %s%n", "part", "parameters", "bytes", "stored as");
        for (var part : it.inventory().parts()) {
            out.printf(
                    "%-20s %,18d %,18d  %s%n",
                    part.name(), part.parameters(), part.bytes(), part.storedAs());
        }
        out.printf(
                "%-20s %,18d %,18d  %s%n",
                "all",
                it.inventory().parameters(),
                it.inventory().bytes(),
                it.inventory().precision());
        if (it.inventory().ignored() > 0) {
            out.println(it.inventory().ignored() + " other tensors, not used");
        }
        out.printf("%n%-32s %18s  %s%n", "file", "bytes", "sha256");
        it.files()
                .forEach(
                        (file, bytes) ->
                                out.printf("%-32s %,18d  %s%n", file, bytes, digest(it, file)));
    }

    private static String digest(Contents it, String file) {
        var digest = it.manifest().map(manifest -> manifest.digests().get(file)).orElse("-");
        var intact = it.intact().get(file);
        return intact == null ? digest : digest + (intact ? " (intact)" : " (ANOTHER FILE)");
    }
}
