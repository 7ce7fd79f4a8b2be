// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;

import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.ScanTensor;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.graph.VisionGraph;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/// The vision graph behind DJL's Predictor: one scan in, `[latents, hidden]` tokens out. One thread
/// at a time.
public final class VisionEncoder implements AutoCloseable {
    private final Configuration.Vision vision;
    private final long parameters;
    private final Runnable release;
    private final Model model;
    private final Predictor<ScanTensor, float[]> predictor;

    public VisionEncoder(Configuration configuration, Checkpoint weights, int threads)
            throws IOException {
        this(
                configuration,
                new BoundModel(
                        VisionGraph.write(configuration, weights, false),
                        threads,
                        BoundModel.Memory.RETURNED));
    }

    /// @param bound the vision graph, with the options that its session is to have; closed with
    ///   this
    public VisionEncoder(Configuration configuration, BoundModel bound) throws IOException {
        this(configuration, open(bound), bound::close, bound.parameters());
    }

    /// A vision graph that another of DJL's engines has loaded.
    ///
    /// @param model takes [VisionGraph#IMAGE], gives [VisionGraph#TOKENS]; closed with this
    /// @param release called when the model is closed, for what it needed till then
    /// @param parameters how many numbers the graph computes with
    public VisionEncoder(
            Configuration configuration, Model model, Runnable release, long parameters) {
        this.vision = configuration.vision();
        this.parameters = parameters;
        this.release = release;
        this.model = model;
        this.predictor = model.newPredictor(new ScanTranslator());
    }

    private static Model open(BoundModel bound) throws IOException {
        var model = Model.newInstance("vision", Device.cpu(), OnnxRuntime.name());
        try {
            model.load(
                    new ByteArrayInputStream(bound.structure()),
                    Map.of("sessionOptions", bound.options()));
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            bound.close();
            throw new ModelFailure("ONNX Runtime does not open the vision graph", e);
        }
        bound.releaseMapping();
        return model;
    }

    /// The scan's tokens, row after row.
    public float[] encode(ScanTensor scan) throws UnusablePrompt {
        check(scan);
        try {
            return predictor.predict(scan);
        } catch (TranslateException e) {
            throw new ModelFailure("the vision encoder failed on a " + scan, e);
        }
    }

    /// How many numbers the vision graph computes with.
    public long parameters() {
        return parameters;
    }

    private void check(ScanTensor scan) throws UnusablePrompt {
        fits("height", scan.height(), vision.patchSize(), vision.tableRows());
        fits("width", scan.width(), vision.patchSize(), vision.tableRows());
        fits("depth", scan.depth(), vision.framePatchSize(), vision.tableDepth());
        var values = scan.values();
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            if (!(value >= 0 && value <= 1)) {
                throw new UnusablePrompt("a voxel outside [0,1] in a " + scan);
            }
        }
    }

    private static void fits(String axis, int length, int patch, int most) throws UnusablePrompt {
        if (length % patch != 0 || length / patch > most) {
            throw new UnusablePrompt(
                    "%s %d must be a multiple of %d, at most %d"
                            .formatted(axis, length, patch, patch * most));
        }
    }

    private static final class ScanTranslator implements Translator<ScanTensor, float[]> {
        @Override
        public NDList processInput(TranslatorContext context, ScanTensor scan) {
            var shape = new Shape(scan.channels(), scan.height(), scan.width(), scan.depth());
            NDArray image = context.getNDManager().create(scan.values().slice(), shape);
            image.setName(VisionGraph.IMAGE);
            return new NDList(image);
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.singletonOrThrow().toFloatArray();
        }

        @Override
        public Batchifier getBatchifier() {
            return null; // scans differ in size: one at a time
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
        release.run();
    }
}
