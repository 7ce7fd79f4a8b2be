// SPDX-License-Identifier: Apache-2.0
package io.radfm.process.topology;

import io.radfm.events.registry.RegistryUnavailable;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/// Which records leave by the dead-letter topic: those nobody could use. When the world is at fault
/// (registry, broker, disk) the record may be good: the thread stops and reads it again.
public final class DeadLetters {
    private DeadLetters() {}

    /// For bytes that cannot be read.
    public static final class Unreadable extends LogAndContinueExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context,
                ConsumerRecord<byte[], byte[]> record,
                Exception exception) {
            return exception instanceof RegistryUnavailable
                            || exception.getCause() instanceof RegistryUnavailable
                    ? Response.fail()
                    : super.handleError(context, record, exception);
        }
    }

    /// For records that can be read and not used.
    public static final class Unprocessable extends LogAndContinueProcessingExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
            return exception instanceof KafkaException
                    ? Response.fail()
                    : super.handleError(context, record, exception);
        }
    }
}
