#!/usr/bin/env python3
"""Computes the vectors that encoder_test.go expects, with plain tensor operations of PyTorch in double precision.

    apt-get install python3-torch python3-numpy
    /usr/bin/python3 index/embed/encoder/testdata/reference.py > index/embed/encoder/testdata/reference.json

Weights are random, and made from the names of tensors in the same way in writer_test.go, so that the golden file holds only vectors.
"""

import json
import math
import zlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)

CASES = [
    dict(name="bert", model_type="bert", vocab_size=100, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
         hidden_act="gelu", max_position_embeddings=64, type_vocab_size=2, layer_norm_eps=1e-12, pad_token_id=0, dtype="F32", prefix="",
         pooling="mean", dense=[]),
    dict(name="bert with dense layers", model_type="bert", vocab_size=100, hidden_size=52, num_hidden_layers=3, num_attention_heads=2,
         intermediate_size=100, hidden_act="gelu_new", max_position_embeddings=64, type_vocab_size=2, layer_norm_eps=1e-12, pad_token_id=0,
         dtype="BF16", prefix="bert.", pooling="cls", dense=[dict(out=40, tanh=True, bias=True), dict(out=72, tanh=False, bias=False)]),
    dict(name="roberta", model_type="roberta", vocab_size=100, hidden_size=48, num_hidden_layers=2, num_attention_heads=3, intermediate_size=96,
         hidden_act="gelu", max_position_embeddings=66, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1, dtype="F16", prefix="roberta.",
         pooling="cls", dense=[]),
    dict(name="xlm-roberta", model_type="xlm-roberta", vocab_size=100, hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
         intermediate_size=128, hidden_act="relu", max_position_embeddings=66, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1,
         dtype="F32", prefix="", pooling="mean", dense=[]),
    dict(name="the shape of MiniLM-L6", model_type="bert", vocab_size=1000, hidden_size=384, num_hidden_layers=6, num_attention_heads=12,
         intermediate_size=1536, hidden_act="gelu", max_position_embeddings=128, type_vocab_size=2, layer_norm_eps=1e-12, pad_token_id=0,
         dtype="F16", prefix="", pooling="mean", dense=[]),
]


def numbers(name, rows, cols, dtype):
    """The numbers of a tensor: splitmix64 from the checksum of its name, uniform, with a spread that its name asks for."""
    with np.errstate(over="ignore"):
        z = np.uint64(zlib.crc32(name.encode())) + np.arange(1, rows * cols + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    x = (z >> np.uint64(40)).astype(np.float64) / 2**23 - 1
    if "LayerNorm" in name:
        x = x / 4 + (1 if name.endswith("weight") else 0)
    elif "embeddings" in name or cols == 1:
        x = x / 4
    else:
        x = x * math.sqrt(3 / cols)
    t = torch.tensor(x.astype(np.float32))
    t = {"F32": t, "F16": t.half(), "BF16": t.bfloat16()}[dtype].double()
    return t.reshape(rows, cols) if cols > 1 else t


def encode(c, ids):
    h, heads = c["hidden_size"], c["num_attention_heads"]
    get = lambda name, rows, cols=1: numbers(name, rows, cols, c["dtype"])
    linear = lambda x, name, out: x @ get(name + ".weight", out, x.shape[-1]).T + get(name + ".bias", out)

    def norm(x, name):
        mean, var = x.mean(-1, keepdim=True), x.var(-1, unbiased=False, keepdim=True)
        return (x - mean) / torch.sqrt(var + c["layer_norm_eps"]) * get(name + ".weight", h) + get(name + ".bias", h)

    act = {
        "gelu": lambda x: x * 0.5 * (1 + torch.erf(x / math.sqrt(2))),
        "gelu_new": lambda x: 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
        "relu": lambda x: x.clamp(min=0),
    }[c["hidden_act"]]
    first = c["pad_token_id"] + 1 if "roberta" in c["model_type"] else 0
    x = get("embeddings.word_embeddings.weight", c["vocab_size"], h)[ids]
    x = x + get("embeddings.position_embeddings.weight", c["max_position_embeddings"], h)[first:first + len(ids)]
    x = norm(x + get("embeddings.token_type_embeddings.weight", c["type_vocab_size"], h)[0], "embeddings.LayerNorm")
    split = lambda y: y.reshape(len(ids), heads, h // heads).transpose(0, 1)
    for i in range(c["num_hidden_layers"]):
        at = f"encoder.layer.{i}."
        q, k, v = (split(linear(x, at + "attention.self." + n, h)) for n in ("query", "key", "value"))
        p = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(h // heads), -1)
        x = norm(x + linear((p @ v).transpose(0, 1).reshape(len(ids), h), at + "attention.output.dense", h), at + "attention.output.LayerNorm")
        y = linear(act(linear(x, at + "intermediate.dense", c["intermediate_size"])), at + "output.dense", h)
        x = norm(x + y, at + "output.LayerNorm")
    x = x[0] if c["pooling"] == "cls" else x.mean(0)
    for i, d in enumerate(c["dense"]):
        x = numbers(f"{i}.linear.weight", d["out"], len(x), c["dtype"]) @ x
        if d["bias"]:
            x = x + numbers(f"{i}.linear.bias", d["out"], 1, c["dtype"])
        if d["tanh"]:
            x = torch.tanh(x)
    return x / x.norm()


print("[")
for n, c in enumerate(CASES):
    texts = [[(7 * i + 3 * length) % c["vocab_size"] for i in range(length)] for length in (1, 5, 17, 61)]
    c["texts"] = texts
    c["vectors"] = [[round(v, 5) for v in encode(c, t).tolist()] for t in texts]
    print(json.dumps(c) + ("," if n + 1 < len(CASES) else ""))
print("]")
