// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.model.Description;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Manifest;
import io.radfm.model.Prompt;
import io.radfm.model.RadFm;
import io.radfm.model.ScanTensor;
import io.radfm.model.UnusablePrompt;
import io.radfm.preparation.PreparationOptions;
import io.radfm.preparation.Preparer;
import io.radfm.storage.ObjectStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What drafting needs, opened once for all lanes: object store, preparation, model.
final class Bench implements CurrentModel.Opened {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final int MOST_SCANS = 100;
    private static final int MOST_INSTANCES = 10_000;
    private static final int WARM_UP_TOKENS = 4;

    private final ObjectStore store;
    private final Preparer preparer;
    private final RadFm model;
    private final Drafter drafter;
    private final WorkerMetrics metrics;

    private Bench(
            ObjectStore store,
            Preparer preparer,
            RadFm model,
            Drafter drafter,
            WorkerMetrics metrics) {
        this.store = store;
        this.preparer = preparer;
        this.model = model;
        this.drafter = drafter;
        this.metrics = metrics;
    }

    /// Loads the model and has it answer once, so that the first study finds it warm.
    ///
    /// @param directory of the model
    /// @param progress is told reports while they are written
    static Bench open(WorkerConfig config, Path directory, Progress progress, WorkerMetrics metrics)
            throws IOException {
        Manifest.read(directory); // says best what is wrong where there is no model
        config.memory().require(directory);
        var model = RadFm.load(directory, config.engine());
        try {
            warmUp(model);
            var it = model.description();
            LOG.info(
                    "{} {}, {} parameters, {}",
                    it.name(),
                    it.version(),
                    it.parameters(),
                    it.engine());
            var store = ObjectStore.of(config.objectStore());
            var preparer = new Preparer(store, options(config, model));
            var drafter = new Drafter(preparer, model, config.answers(), progress, metrics);
            metrics.opened(model);
            return new Bench(store, preparer, model, drafter, metrics);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static PreparationOptions options(WorkerConfig config, RadFm model) {
        return new PreparationOptions(
                Shown.input(model.configuration()),
                PreparationOptions.Intensity.KEPT_SLICES,
                config.prepareThreads(),
                MOST_SCANS,
                MOST_INSTANCES,
                config.prepareMaxBytes());
    }

    static void warmUp(RadFm model) {
        var vision = model.configuration().vision();
        int side = vision.imageSize();
        int depth = vision.framePatchSize();
        var black = new ScanTensor(side, side, depth, new float[side * side * depth]);
        var prompt = new Prompt(List.of(new Prompt.Scan(black), new Prompt.Text("What is seen?")));
        try {
            model.generate(prompt, GenerationOptions.defaults().withMaxNewTokens(WARM_UP_TOKENS));
        } catch (UnusablePrompt e) {
            throw new IllegalStateException("the model cannot see its own size of scan", e);
        }
    }

    @Override
    public Drafted draft(InferenceJob job, boolean urgent, Stop stop)
            throws IOException, CannotDraft, InterruptedException {
        return drafter.draft(job, urgent, stop);
    }

    @Override
    public Description description() {
        return model.description();
    }

    @Override
    public void close() {
        preparer.close();
        metrics.closing(model);
        model.close();
        try {
            store.close();
        } catch (IOException e) {
            LOG.warn("the object store was not closed in order", e);
        }
    }
}
