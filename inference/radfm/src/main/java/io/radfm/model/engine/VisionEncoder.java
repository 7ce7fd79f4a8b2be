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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The vision graph behind DJL's Predictor: one scan in, `[latents, hidden]` tokens out. One thread
/// at a time.
///
/// On the CPU the graph is cut into pieces, so that a scan of seconds can be left for what is more
/// urgent and gone on with afterwards ([#begin]).
public final class VisionEncoder implements AutoCloseable {
    private final Configuration.Vision vision;
    private final long parameters;
    private final Runnable release;
    private final List<Piece> pieces;

    /// One part of the graph, made ready.
    private record Piece(Model model, Predictor<Rows, float[]> predictor) {
        Piece(Model model) {
            this(model, model.newPredictor(new RowsTranslator()));
        }
    }

    /// What goes into a piece.
    private record Rows(String name, Shape shape, FloatBuffer values) {}

    public VisionEncoder(Configuration configuration, Checkpoint weights, int threads)
            throws IOException {
        this(configuration, bound(configuration, weights, threads));
    }

    /// @param bound the vision graph, with the options that its session is to have; closed with
    ///   this
    public VisionEncoder(Configuration configuration, BoundModel bound) throws IOException {
        this(configuration, List.of(bound));
    }

    private VisionEncoder(Configuration configuration, List<BoundModel> bound) throws IOException {
        this(
                configuration,
                open(bound),
                () -> bound.forEach(BoundModel::close),
                bound.stream().mapToLong(BoundModel::parameters).sum());
    }

    /// A vision graph that another of DJL's engines has loaded.
    ///
    /// @param model takes [VisionGraph#IMAGE], gives [VisionGraph#TOKENS]; closed with this
    /// @param release called when the model is closed, for what it needed till then
    /// @param parameters how many numbers the graph computes with
    public VisionEncoder(
            Configuration configuration, Model model, Runnable release, long parameters) {
        this(configuration, List.of(model), release, parameters);
    }

    private VisionEncoder(
            Configuration configuration, List<Model> models, Runnable release, long parameters) {
        this.vision = configuration.vision();
        this.parameters = parameters;
        this.release = release;
        this.pieces = models.stream().map(Piece::new).toList();
    }

    private static List<BoundModel> bound(
            Configuration configuration, Checkpoint weights, int threads) throws IOException {
        var bound = new ArrayList<BoundModel>();
        try {
            for (var piece : VisionGraph.writePieces(configuration, weights)) {
                bound.add(new BoundModel(piece, threads, BoundModel.Memory.RETURNED));
            }
        } catch (IOException | RuntimeException e) {
            bound.forEach(BoundModel::close);
            throw e;
        }
        return bound;
    }

    private static List<Model> open(List<BoundModel> bound) throws IOException {
        var models = new ArrayList<Model>();
        try {
            for (var it : bound) {
                var model = Model.newInstance("vision", Device.cpu(), OnnxRuntime.name());
                models.add(model);
                model.load(
                        new ByteArrayInputStream(it.structure()),
                        Map.of("sessionOptions", it.options()));
                it.releaseMapping();
            }
        } catch (MalformedModelException | RuntimeException e) {
            models.forEach(Model::close);
            bound.forEach(BoundModel::close);
            throw new ModelFailure("ONNX Runtime does not open the vision graph", e);
        }
        return models;
    }

    /// The scan's tokens, row after row.
    public float[] encode(ScanTensor scan) throws UnusablePrompt {
        var encoding = begin(scan);
        while (true) {
            var tokens = encoding.next();
            if (tokens.isPresent()) {
                return tokens.get();
            }
        }
    }

    /// Encodes a scan piece by piece. Others may be encoded in between.
    public Encoding begin(ScanTensor scan) throws UnusablePrompt {
        check(scan);
        return new Encoding(scan);
    }

    /// A scan on its way through the graph.
    public final class Encoding {
        private final ScanTensor scan;
        private Rows rows;
        private int done;

        private Encoding(ScanTensor scan) {
            this.scan = scan;
            this.rows =
                    new Rows(
                            VisionGraph.IMAGE,
                            new Shape(scan.channels(), scan.height(), scan.width(), scan.depth()),
                            scan.values().slice());
        }

        /// Computes the next piece.
        ///
        /// @return the scan's tokens, row after row, once the last piece is done
        public Optional<float[]> next() {
            float[] result;
            try {
                result = pieces.get(done).predictor.predict(rows);
            } catch (TranslateException e) {
                throw new ModelFailure("the vision encoder failed on a " + scan, e);
            }
            done++;
            if (done == pieces.size()) {
                return Optional.of(result);
            }
            var shape = new Shape(result.length / vision.dim(), vision.dim());
            rows = new Rows(VisionGraph.PATCHES, shape, FloatBuffer.wrap(result));
            return Optional.empty();
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

    private static final class RowsTranslator implements Translator<Rows, float[]> {
        @Override
        public NDList processInput(TranslatorContext context, Rows rows) {
            NDArray input = context.getNDManager().create(rows.values(), rows.shape());
            input.setName(rows.name());
            return new NDList(input);
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
        for (var piece : pieces) {
            piece.predictor.close();
            piece.model.close();
        }
        release.run();
    }
}
