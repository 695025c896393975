// Pictures and drawings: made anew on the phone, never too large, and refused in plain words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSheet } from '../../web/static/js/journal/drawing.js';
import { encodePicture, fitted } from '../../web/static/js/journal/pictures.js';

const jpeg = (size) => ({ type: 'image/jpeg', size });
const word = (key, values) => (values ? `${key} ${values.size}` : key);
const encode = (file, { size = 1000, unreadable = false, papers = false } = {}) => encodePicture(file, {
  word,
  papers,
  decode: async () => { if (unreadable) throw new Error('EncodingError'); return { width: 4000, height: 3000 }; },
  draw: async (image, ...measure) => Object.assign(jpeg(size), { measure }),
});

test('the longer side is at most 2048 points, and nothing is made larger', () => {
  assert.deepEqual([fitted(4000, 3000), fitted(3000, 4000), fitted(640, 480), fitted(9000, 1)], [[2048, 1536], [1536, 2048], [640, 480], [2048, 1]]);
});

test('what goes on is a new JPEG, drawn in its new size', async () => {
  const { blob, wrong } = await encode({ type: 'image/png', name: 'a.png' });
  assert.deepEqual([blob.type, blob.measure, wrong], ['image/jpeg', [2048, 1536], undefined]);
});

test('the phone’s own photo form is named where it cannot be read, and taken where it can', async () => {
  for (const file of [{ type: 'image/heic', name: 'a' }, { type: '', name: 'IMG_1.HEIC' }, { type: 'image/heif', name: 'a' }]) {
    assert.equal((await encode(file, { unreadable: true })).wrong, 'heic');
    assert.equal((await encode(file)).blob.type, 'image/jpeg');
  }
  assert.equal((await encode({ type: 'text/plain', name: 'a.txt' }, { unreadable: true })).wrong, 'no-picture');
});

test('more than 10 MB is refused with its size', async () => {
  assert.deepEqual(await encode({ type: 'image/png', name: 'a' }, { size: 12.3e6 }), { wrong: 'too-large 13' });
  assert.ok((await encode({ type: 'image/png', name: 'a' }, { size: 10e6 })).blob);
});

test('a PDF goes on as it is, and only where papers are asked for', async () => {
  const file = (type, name, size = 9) => Object.assign(new Blob(['x'.repeat(size)], { type }), { name });
  for (const [type, name] of [['application/pdf', 'a.pdf'], ['', 'Letter.PDF']]) {
    const { blob } = await encode(file(type, name), { papers: true });
    assert.deepEqual([blob.type, await blob.text()], ['application/pdf', 'x'.repeat(9)]);
    assert.equal((await encode(file(type, name), { unreadable: true })).wrong, 'no-picture');
  }
  assert.equal((await encode(file('application/pdf', 'a.pdf', 10e6 + 1), { papers: true })).wrong, 'too-large 11');
});

test('a browser that draws nothing, or something else, is not believed', async () => {
  for (const blob of [null, { type: 'image/png', size: 1 }]) {
    const answer = await encodePicture({ type: '', name: '' }, { word, decode: async () => ({ width: 1, height: 1 }), draw: async () => blob });
    assert.equal(answer.wrong, 'no-picture');
  }
});

test('a drawing remembers its strokes, and gives them back one by one', () => {
  const sheet = createSheet();
  sheet.go([9, 9]);
  sheet.begin('blue', [1, 1]);
  sheet.go([2, 2]);
  sheet.begin('red', [5, 5]);
  sheet.undo();
  assert.deepEqual(sheet.strokes(), [{ ink: 'blue', points: [[1, 1], [2, 2]] }]);
  sheet.undo();
  sheet.undo();
  assert.deepEqual(sheet.strokes(), []);
});
