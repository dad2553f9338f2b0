// Measures ONNX Runtime on a BERT in a folder as sentence-transformers publishes it: node onnxruntime.mjs FOLDER int8|float32 TEXTS TOKENS SECONDS
//
// It writes the model in ONNX with the operators that exporters use, and prints how many texts it embeds in a second, as JSON. int8 is what
// onnxruntime's quantize_dynamic makes of it: weights of 8 bits, one scale to an output, and activations that are rounded as they come.
import fs from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';

const [folder, precision, texts, tokens, seconds] = [process.argv[2], process.argv[3], ...process.argv.slice(4).map(Number)];
const config = JSON.parse(fs.readFileSync(path.join(folder, 'config.json')));
const weights = fs.readFileSync(path.join(folder, 'model.safetensors'));
const headerBytes = Number(weights.readBigUInt64LE(0));
const header = JSON.parse(weights.subarray(8, 8 + headerBytes));
const floats = name => {
  const [start, end] = header[name].data_offsets.map(x => x + 8 + headerBytes);
  return new Float32Array(weights.buffer.slice(weights.byteOffset + start, weights.byteOffset + end));
};

// Protocol buffers: https://protobuf.dev/programming-guides/encoding, and https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
const varint = n => {
  const bytes = [];
  for (n = BigInt.asUintN(64, BigInt(n)); n > 127n; n >>= 7n) bytes.push(Number(n & 127n) | 128);
  return Buffer.from([...bytes, Number(n)]);
};
const number = (field, n) => Buffer.concat([varint(field << 3), varint(n)]);
const bytes = (field, data) => Buffer.concat([varint(field << 3 | 2), varint(data.length), data]);
const text = (field, s) => bytes(field, Buffer.from(s));
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));
const single = (field, x) => { const b = Buffer.alloc(5); b[0] = field << 3 | 5; b.writeFloatLE(x, 1); return b; };

const FLOAT = 1, INT8 = 3, INT64 = 7;
const nodes = [], initializers = [];
let count = 0;
const tensor = (type, dims, data) => {
  const name = `t${count++}`;
  initializers.push(message(5, ...dims.map(d => number(1, d)), number(2, type), text(8, name), bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength))));
  return name;
};
const attribute = (name, value) => {
  if (Array.isArray(value)) return message(5, text(1, name), ...value.map(v => number(8, v)), number(20, 7));
  return Number.isInteger(value) ? message(5, text(1, name), number(3, value), number(20, 2)) : message(5, text(1, name), single(2, value), number(20, 1));
};
const node = (type, inputs, attributes = {}, outputs = 1) => {
  const names = Array.from({ length: outputs }, () => `t${count++}`);
  nodes.push(message(1, ...inputs.map(i => text(1, i)), ...names.map(o => text(2, o)), text(3, names[0]), text(4, type),
    ...Object.entries(attributes).map(([k, v]) => attribute(k, v))));
  return outputs === 1 ? names[0] : names;
};
const scalar = x => tensor(FLOAT, [], Float32Array.of(x));
const vector = name => tensor(FLOAT, [header[name].shape[0]], floats(name));

const linear = (x, name) => {
  const [out, inputs] = header[name + '.weight'].shape, w = floats(name + '.weight');
  let y;
  if (precision === 'int8') {
    const rounded = new Int8Array(inputs * out), scales = new Float32Array(out);
    for (let o = 0; o < out; o++) {
      let largest = 0;
      for (let i = 0; i < inputs; i++) largest = Math.max(largest, Math.abs(w[o * inputs + i]));
      scales[o] = largest / 127;
      for (let i = 0; i < inputs; i++) rounded[i * out + o] = Math.round(w[o * inputs + i] / scales[o]);
    }
    const [q, scale, zero] = node('DynamicQuantizeLinear', [x], {}, 3);
    const sums = node('MatMulInteger', [q, tensor(INT8, [inputs, out], rounded), zero, tensor(INT8, [out], new Int8Array(out))]);
    y = node('Mul', [node('Cast', [sums], { to: FLOAT }), node('Mul', [scale, tensor(FLOAT, [out], scales)])]);
  } else {
    const t = new Float32Array(inputs * out);
    for (let o = 0; o < out; o++) for (let i = 0; i < inputs; i++) t[i * out + o] = w[o * inputs + i];
    y = node('MatMul', [x, tensor(FLOAT, [inputs, out], t)]);
  }
  return node('Add', [y, vector(name + '.bias')]);
};
const norm = (x, name) => node('LayerNormalization', [x, vector(name + '.weight'), vector(name + '.bias')], { axis: -1, epsilon: config.layer_norm_eps });
const table = name => tensor(FLOAT, header[name].shape, floats(name));

const hidden = config.hidden_size, heads = config.num_attention_heads;
const shape = (...dims) => tensor(INT64, [dims.length], BigInt64Array.from(dims.map(BigInt)));
const split = (x, perm) => node('Transpose', [node('Reshape', [x, shape(0, 0, heads, hidden / heads)])], { perm });
const positions = tensor(INT64, [tokens], BigInt64Array.from({ length: tokens }, (_, i) => BigInt(i)));
let x = node('Gather', [table('embeddings.word_embeddings.weight'), 'ids']);
x = node('Add', [x, node('Gather', [table('embeddings.position_embeddings.weight'), positions])]);
x = node('Add', [x, node('Gather', [table('embeddings.token_type_embeddings.weight'), tensor(INT64, [1], BigInt64Array.of(0n))])]);
x = norm(x, 'embeddings.LayerNorm');
for (let i = 0; i < config.num_hidden_layers; i++) {
  const at = `encoder.layer.${i}.`;
  const q = split(linear(x, at + 'attention.self.query'), [0, 2, 1, 3]);
  const k = split(linear(x, at + 'attention.self.key'), [0, 2, 3, 1]);
  const v = split(linear(x, at + 'attention.self.value'), [0, 2, 1, 3]);
  const p = node('Softmax', [node('Div', [node('MatMul', [q, k]), scalar(Math.sqrt(hidden / heads))])], { axis: -1 });
  const mixed = node('Reshape', [node('Transpose', [node('MatMul', [p, v])], { perm: [0, 2, 1, 3] }), shape(0, 0, hidden)]);
  x = norm(node('Add', [linear(mixed, at + 'attention.output.dense'), x]), at + 'attention.output.LayerNorm');
  const wide = linear(x, at + 'intermediate.dense');
  const erf = node('Erf', [node('Div', [wide, scalar(Math.SQRT2)])]);
  const gelu = node('Mul', [node('Mul', [wide, node('Add', [erf, scalar(1)])]), scalar(0.5)]);
  x = norm(node('Add', [linear(gelu, at + 'output.dense'), x]), at + 'output.LayerNorm');
}
x = node('ReduceMean', [x], { axes: [1], keepdims: 0 });
x = node('LpNormalization', [x], { axis: -1, p: 2 });

const info = (field, name, type, dims) => message(field, text(1, name), message(2, message(1, number(1, type), message(2, ...dims.map(d => message(1, number(1, d)))))));
const model = Buffer.concat([
  number(1, 8), message(8, text(1, ''), number(2, 17)),
  message(7, ...nodes, text(2, 'bert'), ...initializers, info(11, 'ids', INT64, [texts, tokens]), info(12, x, FLOAT, [texts, hidden])),
]);
const session = await ort.InferenceSession.create(model, { graphOptimizationLevel: 'all', intraOpNumThreads: 2 });
const ids = BigInt64Array.from({ length: texts * tokens }, (_, i) => BigInt((7 * (i % tokens) + 3 * Math.floor(i / tokens)) % config.vocab_size));
const run = () => session.run({ ids: new ort.Tensor('int64', ids, [texts, tokens]) });
const vectors = (await run())[x].data;
const start = performance.now(), before = process.cpuUsage();
let runs = 0, took = 0;
for (; took < seconds * 1000; took = performance.now() - start, runs++) await run();
const used = process.cpuUsage(before);
console.log(JSON.stringify({ perSecond: 1000 * runs * texts / took, milliseconds: took / runs, processor: (used.user + used.system) / 1000 / runs / texts, first: Array.from(vectors.subarray(0, hidden)), memory: process.memoryUsage.rss() }));
