// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How a graph is told where in the cache the new rows belong.
public enum Placing {
    /// [GroupedDecoderGraph]
    GROUPED {
        @Override
        void place(Execution execution, Arena arena, int[] last, int length, int hidden) {
            int total = 0;
            for (int position : last) {
                total = Math.max(total, position + 1);
            }
            execution.input(
                    GroupedDecoderGraph.BATCHED,
                    Type.INT64,
                    longs(arena, last.length, length, hidden),
                    3);
            execution.input(
                    GroupedDecoderGraph.LAST_INDEX, Type.INT32, ints(arena, last), last.length);
            execution.input(GroupedDecoderGraph.TOTAL, Type.INT32, ints(arena, total));
        }
    },
    /// [StandardDecoderGraph]
    STANDARD {
        @Override
        void place(Execution execution, Arena arena, int[] last, int length, int hidden) {
            var positions = new long[last.length * length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = last[i / length] - length + 1 + i % length;
            }
            execution.input(
                    StandardDecoderGraph.POSITIONS,
                    Type.INT64,
                    longs(arena, positions),
                    last.length,
                    length);
        }
    };

    /// @param arena for what lives until the run is over
    /// @param last for each sequence, the last position it has after the run
    /// @param length new rows of each sequence
    abstract void place(Execution execution, Arena arena, int[] last, int length, int hidden);

    static MemorySegment longs(Arena arena, long... values) {
        return arena.allocateFrom(ValueLayout.JAVA_LONG, values);
    }

    private static MemorySegment ints(Arena arena, int... values) {
        return arena.allocateFrom(ValueLayout.JAVA_INT, values);
    }
}
