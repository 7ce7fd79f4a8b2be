# SPDX-License-Identifier: Apache-2.0
# Reads a data set as its users in Python do, and prints how many samples each of them found: read_formats.py DIRECTORY
import glob, json, os, sys, tempfile

directory = sys.argv[1]
os.environ["HF_HOME"] = tempfile.mkdtemp()
os.environ["HF_HUB_OFFLINE"] = "1"
import datasets, numpy, pyarrow.parquet, webdataset

datasets.disable_progress_bars()
counts = {"pyarrow": 0, "datasets": 0, "webdataset": 0}
keys = {}
for file in sorted(glob.glob(directory + "/parquet/*.parquet")):
    table = pyarrow.parquet.read_table(file)
    counts["pyarrow"] += table.num_rows
    for row in table.to_pylist():
        sample = json.loads(row["sample"])
        assert all(sample[name] == row[name] for name in ("key", "split", "task", "answer", "options", "terms", "radiology"))
        assert sorted(row["present"] + row["absent"]) == sorted(sample["labels"])
        keys[row["key"]] = row
for split, rows in datasets.load_dataset(directory + "/parquet").items():
    assert all(row["split"] == split for row in rows)
    counts["datasets"] += len(rows)
for shard in sorted(glob.glob(directory + "/*.tar")):
    for sample in webdataset.WebDataset(shard, shardshuffle=False).decode():
        row = keys[sample["__key__"]]
        assert sample["json"]["key"] == row["key"] and row["shard"] == os.path.basename(shard)
        for name in row["scans"]:
            scan = sample[name.split(".", 1)[1]]
            assert isinstance(scan, numpy.ndarray) and scan.ndim == 4 and scan.shape[0] in (1, 3)
        counts["webdataset"] += 1
print(json.dumps(counts, sort_keys=True))
