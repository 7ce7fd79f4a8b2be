// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// The small files of an archive. The same record is the same bytes.
final class Json {
    private static final int MOST_BYTES = 64 << 20;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private Json() {}

    static byte[] bytes(Object record) throws IOException {
        return MAPPER.writeValueAsBytes(record);
    }

    /// @throws DamagedArchive for what is no such record
    static <T> T read(String file, byte[] bytes, Class<T> type) throws IOException {
        T record;
        try {
            record = MAPPER.readValue(bytes, type);
        } catch (JsonProcessingException e) {
            throw new DamagedArchive(file, "cannot be read: " + e.getOriginalMessage(), e);
        }
        if (record == null) {
            throw new DamagedArchive(file, "is empty");
        }
        return record;
    }

    static <T> T read(Folder folder, String file, Class<T> type) throws IOException {
        return read(file, folder.read(file, MOST_BYTES), type);
    }

    static byte[] bytes(Folder folder, String file) throws IOException {
        return folder.read(file, MOST_BYTES);
    }
}
