// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;

/// The graphs that write the cache where it is, and how each is told where.
enum InPlaceGraph {
    GROUPED(OnnxJavaType.FLOAT) {
        @Override
        OnnxModel write(Configuration.Language size, Checkpoint weights) throws MalformedModel {
            return GroupedDecoderGraph.write(size, weights, Linear.PACKED);
        }

        @Override
        void place(Tensors step, int[] last, int length, int total, int hidden)
                throws OrtException {
            step.int64(GroupedDecoderGraph.BATCHED, last.length, length, hidden)
                    .int32(GroupedDecoderGraph.LAST_INDEX, last)
                    .int32(GroupedDecoderGraph.TOTAL, total);
        }
    },
    STANDARD(OnnxJavaType.FLOAT) {
        @Override
        OnnxModel write(Configuration.Language size, Checkpoint weights) throws MalformedModel {
            return StandardDecoderGraph.write(size, weights, Type.FLOAT);
        }

        @Override
        void place(Tensors step, int[] last, int length, int total, int hidden)
                throws OrtException {
            positions(step, last, length);
        }
    },
    STANDARD_HALF(OnnxJavaType.FLOAT16) {
        @Override
        OnnxModel write(Configuration.Language size, Checkpoint weights) throws MalformedModel {
            return StandardDecoderGraph.write(size, weights, Type.FLOAT16);
        }

        @Override
        void place(Tensors step, int[] last, int length, int total, int hidden)
                throws OrtException {
            positions(step, last, length);
        }
    };

    private final OnnxJavaType cache;

    InPlaceGraph(OnnxJavaType cache) {
        this.cache = cache;
    }

    /// Of the numbers in the cache.
    OnnxJavaType cache() {
        return cache;
    }

    abstract OnnxModel write(Configuration.Language size, Checkpoint weights) throws MalformedModel;

    /// Adds the inputs that say where the new rows belong.
    ///
    /// @param last for each sequence, the last position it has after the run
    /// @param length new rows of each sequence
    /// @param total the most positions of any
    abstract void place(Tensors step, int[] last, int length, int total, int hidden)
            throws OrtException;

    private static void positions(Tensors step, int[] last, int length) throws OrtException {
        var positions = new long[last.length * length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = last[i / length] - length + 1 + i % length;
        }
        step.int64Matrix(StandardDecoderGraph.POSITIONS, positions, last.length, length);
    }
}
