// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;

/// A graph at work on a device. What is bound stays bound until it is bound anew. One thread at a
/// time.
public interface Execution extends AutoCloseable {
    /// Values for an input, in the machine's memory; they are read by the next run.
    void input(String name, Type type, MemorySegment values, long... shape);

    /// An input and an output at the same place in the device's memory: the run writes there what
    /// is new and leaves the rest.
    void inPlace(String input, String output, Type type, long address, long... shape);

    /// Runs with what is bound.
    ///
    /// @return the output of this name, which has this shape, in the machine's memory
    /// @throws io.radfm.model.ModelFailure when the engine fails
    FloatBuffer run(String output, long... shape);

    @Override
    void close();
}
