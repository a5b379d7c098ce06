#!/usr/bin/env python3
"""Makes hashes to search, the true answers by faiss, and times faiss on them.

    peers_hamming.py DIR [--n 1500000] [--queries 1000] [--kind uniform|clustered] [--like FILE] [--seed 7]

With --like the hashes are made of those in FILE, 32 bytes each, as of a collection of pictures: three in ten are copies with
up to 24 bits changed, the others pictures that resemble one in 40 to 90 bits, so that bits depend on one another as in the
file. DIR gets the files that `cairn-bench hamming --dir DIR` reads; what is there already is not made again. Prints one JSON
line for each index: the exhaustive one, single and batched, and the multi-index hash of 16 x 16 bits with one bit changed.
Processor time of one thread. A few queries are enough for the slow one.
"""
import argparse
import json
import time
from pathlib import Path

import faiss
import numpy

RADIUS = 31
SLOW = 20
# Hashes that are changed at a time.
PIECE = 250_000


def changed(random, rows, bits):
    """Rows with so many random bits changed in each."""
    ranks = random.random((len(rows), 256), dtype=numpy.float32).argsort(axis=1).argsort(axis=1)
    return rows ^ numpy.packbits(ranks < bits[:, None], axis=1)


def resembling(random, real, count):
    """Hashes made of real ones."""
    parts = []
    for start in range(0, count, PIECE):
        size = min(PIECE, count - start)
        bits = numpy.where(random.random(size) < 0.3, random.integers(0, 25, size), random.integers(40, 91, size))
        parts.append(changed(random, real[random.integers(0, len(real), size)], bits))
    return numpy.concatenate(parts)


def make(folder, count, asked, kind, like, seed):
    random = numpy.random.default_rng(seed)
    if like:
        hashes = resembling(random, numpy.fromfile(like, numpy.uint8).reshape(-1, 32), count)
    else:
        hashes = random.integers(0, 256, (count, 32), dtype=numpy.uint8)
    if not like and kind == "clustered":
        # Half stay alone; the rest are groups of 2 to 20, and then of 1,000 to 20,000.
        place = count // 2
        while place < count:
            most = 21 if place < count * 8 // 10 else 20_001
            size = min(int(random.integers(2 if most == 21 else 1000, most)), count - place)
            group = numpy.repeat(hashes[place : place + 1], size, axis=0)
            hashes[place : place + size] = changed(random, group, random.integers(0, 21, size))
            place += size
        random.shuffle(hashes)
    near = hashes[random.integers(0, count, asked * 6 // 10)]
    near = changed(random, near, random.integers(0, 46, len(near)))
    queries = numpy.concatenate([near, random.integers(0, 256, (asked - len(near), 32), dtype=numpy.uint8)])
    index = faiss.IndexBinaryFlat(256)
    index.add(hashes)
    # faiss gives what is nearer than the radius.
    bounds, distances, numbers = index.range_search(queries, RADIUS + 1)
    for query in range(asked):
        part = slice(bounds[query], bounds[query + 1])
        order = numpy.argsort(numbers[part])
        numbers[part], distances[part] = numbers[part][order], distances[part][order]
    hashes.tofile(folder / "codes.bin")
    queries.tofile(folder / "queries.bin")
    bounds.astype("<u8").tofile(folder / "truth_off.bin")
    numbers.astype("<u4").tofile(folder / "truth_id.bin")
    distances.astype(numpy.uint8).tofile(folder / "truth_dist.bin")


def timed(action):
    start = time.process_time()
    action()
    return time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=1_500_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--kind", choices=["uniform", "clustered"], default="uniform")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--like", type=Path)
    wanted = parser.parse_args()
    dataset = "hashes of pictures" if wanted.like else wanted.kind
    faiss.omp_set_num_threads(1)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if not (wanted.folder / "truth_dist.bin").exists():
        make(wanted.folder, wanted.n, wanted.queries, wanted.kind, wanted.like, wanted.seed)
    hashes = numpy.fromfile(wanted.folder / "codes.bin", numpy.uint8).reshape(-1, 32)
    queries = numpy.fromfile(wanted.folder / "queries.bin", numpy.uint8).reshape(-1, 32)
    for name, index, count in [
        ("faiss_flat", faiss.IndexBinaryFlat(256), min(200, len(queries))),
        ("faiss_multihash_16x16", faiss.IndexBinaryMultiHash(256, 16, 16), min(SLOW, len(queries))),
    ]:
        if name != "faiss_flat":
            index.nflip = 1
        build = timed(lambda: index.add(hashes))
        asked = queries[:count]
        single = min(
            timed(lambda: [index.range_search(asked[i : i + 1], RADIUS + 1) for i in range(count)]) for _ in range(2)
        )
        batched = min(timed(lambda: index.range_search(asked, RADIUS + 1)) for _ in range(2))
        print(
            json.dumps(
                {
                    "bench": "hamming",
                    "method": name,
                    "n": len(hashes),
                    "queries": count,
                    "single_ms": round(single / count * 1000, 4),
                    "batched_ms": round(batched / count * 1000, 4),
                    "build_s": round(build, 3),
                    "threads": 1,
                    "version": faiss.__version__,
                    "dataset": f"{dataset}, seed {wanted.seed}",
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
