// SPDX-License-Identifier: Apache-2.0
package io.radfm.process.topology;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

import java.util.Map;

/// One cache and one bound on write buffers for all stores of the process, instead of one each:
/// four stores of twelve partitions would otherwise be allowed gigabytes.
public final class BoundedMemory implements RocksDBConfigSetter {
    private static final long MIB = 1 << 20;
    private static final long CACHE_BYTES = 96 * MIB;
    private static final long WRITE_BYTES = 48 * MIB;
    private static final long MEMTABLE_BYTES = 4 * MIB;

    /// Shared by all stores for the life of the process, so never closed.
    private static final class Shared {
        static final Cache CACHE;
        static final WriteBufferManager BUFFERS;

        static {
            RocksDB.loadLibrary();
            CACHE = new LRUCache(CACHE_BYTES);
            BUFFERS = new WriteBufferManager(WRITE_BYTES, CACHE);
        }
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.BUFFERS);
        options.setWriteBufferSize(MEMTABLE_BYTES);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    @Override
    public void close(String store, Options options) {
        // cache and buffers outlive any one store
    }
}
