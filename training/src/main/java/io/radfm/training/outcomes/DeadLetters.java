// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.registry.RegistryUnavailable;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/// Records that nobody could read or use become dead letters. When the world is at fault (registry,
/// broker, disk) the record may be good: the thread stops and reads it again.
final class DeadLetters {
    private DeadLetters() {}

    /// For bytes that cannot be read.
    public static final class Unreadable extends LogAndContinueExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception e) {
            return e instanceof RegistryUnavailable || e.getCause() instanceof RegistryUnavailable
                    ? Response.fail()
                    : super.handleError(context, record, e);
        }
    }

    /// For records that can be read and not used.
    public static final class Unusable extends LogAndContinueProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception e) {
            return e instanceof KafkaException
                    ? Response.fail()
                    : super.handleError(context, record, e);
        }
    }
}
