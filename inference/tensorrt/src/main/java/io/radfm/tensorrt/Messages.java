// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.ModelFailure;

import org.bytedeco.tensorrt.nvinfer.ILogger;

import java.util.ArrayDeque;
import java.util.Deque;

/// What TensorRT says. Its functions tell of a failure by null or false alone; why is in what it
/// said last. Any of its threads may call.
final class Messages {
    private static final System.Logger LOG = System.getLogger("io.radfm.tensorrt");
    private static final int KEPT = 8;
    private static final int LONGEST = 1000;
    private static final int ERROR = 1; // ILogger::Severity, the worst is 0
    private static final int WARNING = 2;

    private final Deque<String> last = new ArrayDeque<>();

    /// Who listens to TensorRT; to be kept as long as anything that was made with it.
    private final class Listener extends ILogger {
        @Override
        public void log(Severity severity, String text) {
            say(severity.value, text);
        }
    }

    private Listener listener;

    /// Loads TensorRT when it is first asked for.
    synchronized ILogger listener() {
        if (listener == null) {
            listener = new Listener();
        }
        return listener;
    }

    void say(int severity, String text) {
        if (severity > WARNING) {
            return;
        }
        var line = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        LOG.log(
                severity <= ERROR ? System.Logger.Level.DEBUG : System.Logger.Level.TRACE,
                () -> "TensorRT: " + line);
        if (severity <= ERROR) {
            synchronized (last) {
                if (last.size() == KEPT) {
                    last.removeFirst();
                }
                last.addLast(line);
            }
        }
    }

    /// A failure with all errors since the one before.
    ///
    /// @param what did not succeed, as the begin of a sentence
    ModelFailure failure(String what) {
        synchronized (last) {
            var why = last.isEmpty() ? "TensorRT does not say why" : String.join("; ", last);
            last.clear();
            return new ModelFailure("TensorRT engine: %s: %s".formatted(what, why));
        }
    }

    <T> T require(T result, String what) {
        if (result == null) {
            throw failure(what);
        }
        return result;
    }

    void require(boolean result, String what) {
        if (!result) {
            throw failure(what);
        }
    }
}
