// Writes golden.json.gz: 2,000 lines in 20 scripts, three tokenizers, and what other implementations make of each line.
//
//     apt-get install sentencepiece; npm install @huggingface/tokenizers@0.2.0
//     node golden.mjs TOKENIZER
//
// TOKENIZER is the tokenizer.json of all-MiniLM-L6-v2 (Apache-2.0), as in the Go module github.com/clems4ever/all-minilm-l6-v2-go. The words of
// the lines are names and dates of the Unicode CLDR, as Node.js has them. WordPiece and byte-level BPE are held to @huggingface/tokenizers, and
// Unigram to SentencePiece, which also makes its vocabulary and its table of characters.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { Tokenizer } from '@huggingface/tokenizers';

const locales = ['en', 'fr', 'vi', 'tr', 'ru', 'el', 'he', 'ar', 'hi', 'bn', 'pa', 'gu', 'ta', 'te', 'kn', 'ml', 'si', 'th', 'lo', 'my', 'ka', 'am', 'km', 'ko', 'ja', 'zh', 'zh-Hant', 'hy', 'de', 'cs'];
const regions = ['DE', 'FR', 'US', 'JP', 'IN', 'EG', 'BR', 'CI', 'KR', 'GR', 'IL', 'TH', 'RU', 'TR', 'AX', 'BQ', 'ST', 'VN'];
// No ellipsis is among the signs: SentencePiece splits the three points that it becomes in two ways that are equally probable, as rounding has it.
const signs = [' – ', ', ', '; ', ' (', ' “', '” ', '/', "'s ", ' don’t ', '!?', ' #', ' @', ' 100 % ', ' ½ ', ' x² ', ' ﬁ ', ' ＡＢＣ ', ' ①', ' ㎏ ', '\u00a0', '\u200b', '\u00ad', '\t', '  ', ' 😀 ', ' 👩‍🔬 ', ' e\u0301 ', ' ﷺ ', ' C++ ', ' _a_b_ ', ' İ ', ' Σίσυφος ', ' ǅ ', ' 々〇 ', '\u0007', ' \ufffd '];
let seed = 1;
const random = n => { seed = (seed * 48271) % 2147483647; return seed % n; };
const pick = list => list[random(list.length)];
const word = l => {
  switch (random(5)) {
    case 0: return new Intl.DisplayNames(l, { type: 'region' }).of(pick(regions));
    case 1: return new Intl.DisplayNames(l, { type: 'language' }).of(pick(locales));
    case 2: return new Intl.DateTimeFormat(l, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(random(2 ** 31) * 1000));
    case 3: return new Intl.NumberFormat(l, { style: 'currency', currency: pick(['EUR', 'JPY', 'INR', 'USD']), currencyDisplay: 'name' }).format(random(1e6) / 100);
    default: return new Intl.RelativeTimeFormat(l).format(random(50) - 25, pick(['day', 'month', 'year', 'hour']));
  }
};
const lines = Array.from({ length: 2000 }, (_, i) => {
  const l = locales[i % locales.length];
  let line = word(l);
  for (let n = random(3); n >= 0; n--) line += (random(3) ? ' ' : pick(signs)) + word(random(8) ? l : 'en');
  return line;
});

const real = JSON.parse(fs.readFileSync(process.argv[2]));
const wordPiece = { normalizer: real.normalizer, pre_tokenizer: real.pre_tokenizer, post_processor: real.post_processor, model: real.model };
const bpe = trainBPE(lines);
const unigram = trainUnigram(lines);
const ids = json => { const t = new Tokenizer({ version: '1.0', added_tokens: [], decoder: null, ...json }, {}); return lines.map(line => t.encode(line).ids.join(' ')); };
const golden = {
  lines,
  tokenizers: [
    { name: 'WordPiece of all-MiniLM-L6-v2', json: wordPiece, ids: ids(wordPiece).map(crc) },
    { name: 'byte-level BPE', json: bpe, ids: ids(bpe).map(crc) },
    { name: 'Unigram', json: unigram.json, ids: unigram.ids.map(crc) },
  ],
};
fs.writeFileSync('golden.json.gz', zlib.gzipSync(JSON.stringify(golden), { level: 9 }));

// crc returns the CRC-32 of a text: golden files are small.
function crc(text) {
  let c = ~0;
  for (const b of Buffer.from(text)) { c ^= b; for (let k = 0; k < 8; k++) c = c >>> 1 ^ (c & 1 ? 0xedb88320 : 0); }
  return ~c >>> 0;
}

// trainBPE makes 600 merges, the most frequent pair first.
function trainBPE(lines) {
  const shape = { normalizer: null, pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true } };
  const visible = [];
  for (let b = 0, n = 0; b < 256; b++) visible.push(String.fromCodePoint(b >= 33 && b <= 126 || b >= 161 && b <= 172 || b >= 174 ? b : 256 + n++));
  const pattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
  let words = lines.flatMap(l => l.match(pattern)).map(w => [...Buffer.from(w)].map(b => visible[b]));
  const vocab = Object.fromEntries([['<s>', 0], ['</s>', 1], ...visible.map((v, i) => [v, i + 2])]), merges = [];
  for (let n = 0; n < 600; n++) {
    const counts = new Map();
    for (const w of words) for (let i = 0; i + 1 < w.length; i++) { const k = w[i] + ' ' + w[i + 1]; counts.set(k, (counts.get(k) ?? 0) + 1); }
    const [best] = [...counts].reduce((a, b) => b[1] > a[1] ? b : a);
    const [left, right] = best.split(' ');
    merges.push(best);
    vocab[left + right] ??= Object.keys(vocab).length;
    words = words.map(w => { const out = []; for (let i = 0; i < w.length; i++) out.push(w[i] === left && w[i + 1] === right ? w[i] + w[++i] : w[i]); return out; });
  }
  return {
    ...shape, post_processor: { type: 'RobertaProcessing', sep: ['</s>', 1], cls: ['<s>', 0], trim_offsets: true, add_prefix_space: false },
    model: { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', fuse_unk: false, byte_fallback: false, vocab, merges },
  };
}

// trainUnigram has SentencePiece train on the lines and split them.
function trainUnigram(lines) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'golden'));
  const file = name => path.join(dir, name), clean = lines.map(l => l.replace(/[\t\n]/g, ' '));
  fs.writeFileSync(file('lines'), clean.join('\n') + '\n');
  execFileSync('spm_train', ['--input=' + file('lines'), '--model_prefix=' + file('m'), '--vocab_size=2000', '--character_coverage=0.998', '--model_type=unigram', '--minloglevel=2']);
  const encoded = execFileSync('spm_encode', ['--model=' + file('m.model'), '--output_format=id', file('lines')], { maxBuffer: 1 << 28 }).toString().split('\n');
  const vocab = fs.readFileSync(file('m.vocab'), 'utf8').trimEnd().split('\n').map(l => { const [piece, score] = l.split('\t'); return [piece, Number(score)]; });
  const charsmap = field(field(fs.readFileSync(file('m.model')), 3), 2).toString('base64');
  const json = {
    normalizer: { type: 'Precompiled', precompiled_charsmap: charsmap },
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true }] },
    model: { type: 'Unigram', unk_id: 0, vocab },
  };
  return { json, ids: encoded.slice(0, lines.length) };
}

// field returns the last bytes of a number in a message of protocol buffers.
function field(data, number) {
  let at = 0, found;
  const varint = () => { let n = 0, shift = 1; for (;;) { const b = data[at++]; n += (b & 127) * shift; if (b < 128) return n; shift *= 128; } };
  while (at < data.length) {
    const key = varint(), wire = key & 7;
    if (wire === 0) varint();
    else if (wire === 5) at += 4;
    else if (wire === 1) at += 8;
    else { const n = varint(); if (key >> 3 === number) found = data.subarray(at, at + n); at += n; }
  }
  return found;
}
