# SPDX-License-Identifier: Apache-2.0
# Reads the authors' layout with the authors' own classes, and prints how many samples each of them found:
# read_authors.py FOLDER LOADERS, of which the second is the folder that holds their package `dataset`.
import glob, json, os, sys

folder, loaders = sys.argv[1:]
sys.path.insert(0, loaders)
os.chdir(folder)
import dataset, numpy

CLASSES = {
    "binary": lambda file: dataset.Binary_Dataset(file, "yes_no_prompt.json"),
    "caption": lambda file: dataset.ChestXray_Dataset(file, "report_prompt.json"),
    "vqa": lambda file: dataset.VQA_Dataset(file),
    "case_report": lambda file: dataset.CaseReport_dataset(file, "figures"),
    "paper": lambda file: dataset.Paper_Inline_dataset(file, "figures"),
    "radio_vqa": lambda file: dataset.RadioVQA_Dataset(file),
    "radio_caption": lambda file: dataset.RadioCaption_Dataset(file, "report_prompt.json"),
    "radio_features": lambda file: dataset.Radiofeatures_Dataset(file, "feature_prompt.json", "yes_no_prompt.json", "articles.json"),
}


def check(table, item):
    assert isinstance(item["question"], str) and isinstance(item["answer"], str) and item["answer"].strip()
    assert "nan" not in (item["answer"], item["question"].split(" ")[0])
    assert item["question"].strip() or table == "paper"
    assert item["image_dict"]
    for image in item["image_dict"]:
        text, at = next(iter(image["position"].items()))
        assert 0 <= at <= len(item[text])
        shape = tuple(image["image"].shape)
        if table.startswith("radio"):
            pixels = image["image"].numpy()
            assert shape[0] == 3 and shape[3] % 4 == 0 and (pixels[0] == pixels[2]).all()
            assert 0 <= pixels.min() and pixels.max() <= 1  # a file that cannot be read is noise beyond
        else:
            assert shape[:3] == (3, 512, 512)


counts = {}
for table, open_ in CLASSES.items():
    for file in sorted(glob.glob(table + "_t*.*") + glob.glob(table + "_validation.*")):
        samples = open_(file)
        for i in range(len(samples)):
            check(table, samples[i])
        counts[table] = counts.get(table, 0) + len(samples)
print(json.dumps(counts, sort_keys=True))
