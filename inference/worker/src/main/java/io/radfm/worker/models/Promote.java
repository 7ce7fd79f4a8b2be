// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelRole;
import io.radfm.events.RegisteredModel;
import io.radfm.model.ModelFailure;
import io.radfm.process.BrokerOptions;
import io.radfm.storage.ObjectStore;

import org.apache.kafka.common.KafkaException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `./radfm promote`: which model the workers draft with.
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Registers a model, and has the workers draft with it from their next jobs on.",
            "Its files are checked, opened and asked once, then copied to the object store, where"
                    + " every worker fetches them. To go back, --rollback. Exit status 2 when a"
                    + " model, the store, the broker or the registry cannot be used."
        })
public final class Promote implements Callable<Integer> {
    private static final int FAILED = 2;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description =
                    "A model directory; or a model that was registered before, by its name, its"
                            + " name and version in quotes, or the first digits of its id.")
    private String model;

    @Option(names = "--list", description = "Print every model that was registered; change none.")
    private boolean list;

    @Option(
            names = "--rollback",
            description =
                    "Retire the current model: the one that was current before it drafts again, or"
                            + " where there was none, each worker's own.")
    private boolean rollback;

    @Option(
            names = "--retire",
            paramLabel = "MODEL",
            description = "Retire a registered model, whatever it does now.")
    private String retired;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for --list.")
    private String reason;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it, for --list. Default: the account of this process.")
    private String by = System.getProperty("user.name");

    @Option(
            names = "--unopened",
            description =
                    "Do not open the model here, where it may not fit into memory: check digests,"
                            + " configuration, tokenizer and tensors only.")
    private boolean unopened;

    @Mixin private BrokerOptions broker;

    @Option(
            names = "--schema-registry-url",
            defaultValue =
                    "${env:RADFM_SCHEMA_REGISTRY_URL:-http://127.0.0.1:8085/apis/ccompat/v7}",
            paramLabel = "URL",
            description = "Schema registry. Default: ${DEFAULT-VALUE}.")
    private String registry;

    @Option(
            names = "--object-store",
            defaultValue = "${env:RADFM_OBJECT_STORE:-file:lab/objects}",
            paramLabel = "URI",
            description = "Where objects are kept; that of the workers. Default: ${DEFAULT-VALUE}.")
    private URI objects;

    @Option(names = "--threads", paramLabel = "N", description = "Of the trial. Default: all.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        requireOneThing();
        try {
            return run(cluster());
        } catch (FileSystemException e) {
            var why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            return failed(e.getFile() + ": " + why);
        } catch (IOException | ModelFailure | IllegalArgumentException | KafkaException e) {
            return failed(e.getMessage());
        }
    }

    private void requireOneThing() {
        int things = (model == null ? 0 : 1) + (list ? 1 : 0) + (rollback ? 1 : 0);
        if (things + (retired == null ? 0 : 1) != 1) {
            throw new ParameterException(
                    spec.commandLine(), "One of MODEL, --list, --rollback and --retire is needed");
        }
        if (by == null || by.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--by must name somebody");
        }
    }

    private Map<String, Object> cluster() throws IOException {
        var cluster = broker.clientProperties();
        cluster.put("schema.registry.url", registry);
        return cluster;
    }

    private int run(Map<String, Object> cluster) throws IOException {
        var registered = registered(cluster);
        if (list) {
            ModelTable.print(spec.commandLine().getOut(), registered, json);
            return CommandLine.ExitCode.OK;
        }
        var changed = changed(registered);
        if (changed.isPresent()) {
            new ModelPublisher(cluster).publish(changed.get());
            registered.add(changed.get().getModelId(), changed.get());
        }
        tell(registered, changed);
        return CommandLine.ExitCode.OK;
    }

    private static Registered registered(Map<String, Object> cluster) throws IOException {
        try (var log = new ModelLog(cluster, new HashMap<>(cluster))) {
            return log.read();
        }
    }

    /// What is to be written; nothing where it is so already.
    private Optional<RegisteredModel> changed(Registered registered) throws IOException {
        if (rollback) {
            var current = registered.now(ModelRole.CURRENT);
            if (current.isEmpty()) {
                throw new IOException("no model is current: there is nothing to roll back");
            }
            return Optional.of(with(current.get(), ModelRole.RETIRED));
        }
        if (retired != null) {
            var known = known(registered, retired);
            return known.getRole() == ModelRole.RETIRED
                    ? Optional.empty()
                    : Optional.of(with(known, ModelRole.RETIRED));
        }
        var wanted =
                Files.isDirectory(Path.of(model))
                        ? stored()
                        : with(known(registered, model), ModelRole.CURRENT);
        boolean isSo =
                registered.now(ModelRole.CURRENT).stream()
                        .anyMatch(now -> now.getModelId().equals(wanted.getModelId()));
        return isSo ? Optional.empty() : Optional.of(wanted);
    }

    /// Checked, and every file durable in the store.
    private RegisteredModel stored() throws IOException {
        var directory = Path.of(model);
        var checked = ModelCheck.of(directory, unopened, threads);
        try (var store = ObjectStore.of(objects)) {
            var files = new ModelObjects(store).put(directory);
            return with(checked.registered(files), ModelRole.CURRENT);
        }
    }

    private RegisteredModel known(Registered registered, String what) throws IOException {
        var found = registered.named(what);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IOException(
                found.isEmpty()
                        ? "'%s' is neither a directory nor a registered model; --list shows those"
                                .formatted(what)
                        : "'%s' may be one of %d registered models; name it by the first digits of its id"
                                .formatted(what, found.size()));
    }

    private RegisteredModel with(RegisteredModel model, ModelRole role) {
        return RegisteredModel.newBuilder(model)
                .setRole(role)
                .setChangedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setChangedBy(by.strip())
                .setReason(reason)
                .build();
    }

    private void tell(Registered registered, Optional<RegisteredModel> changed) throws IOException {
        var out = spec.commandLine().getOut();
        if (json) {
            ModelTable.print(out, registered, true);
            return;
        }
        out.println(
                changed.map(
                                it ->
                                        "%s is %s now"
                                                .formatted(
                                                        ModelTable.title(it), role(it.getRole())))
                        .orElse("It is so already"));
        out.println(
                registered
                        .now(ModelRole.CURRENT)
                        .map(it -> ModelTable.title(it) + " drafts")
                        .orElse("no model is current: each worker drafts with its model.dir"));
        out.flush();
    }

    private static String role(ModelRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private int failed(String what) {
        var err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + what);
        err.flush();
        return FAILED;
    }
}
