// What holds for every script of our own: small, plain, and nothing that turns words into markup or code.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { wordsFrom } from '../../web/static/js/words.js';

const STATIC = new URL('../../web/static/', import.meta.url);
const NAMES = [...readdirSync(new URL('js/', STATIC), { recursive: true }).map((name) => `js/${name}`), 'service_worker.js']
  .filter((name) => name.endsWith('.js')).sort();
const TEXTS = new Map(NAMES.map((name) => [name, readFileSync(new URL(name, STATIC), 'utf8')]));
const each = (check) => { for (const [name, text] of TEXTS) check(text, name); };

const plain = (text) => text.replace(/^[ \t]*(?:\/\/.*|\/\*\*(?:(?!\*\/).)*\*\/)[ \t]*$|[ \t]+\/\/ .*$/gm, ''); // served smaller still

// How small all scripts are together as they are served, tests/house/test_budgets.py knows: at most 30 KB.

test('the pacer, with all that it brings along, is at most 7.2 KB of them', () => {
  const reached = new Set(['js/session_day/pacer.js']);
  for (const name of reached) for (const [, path] of TEXTS.get(name).matchAll(/from '(.+)'/g)) reached.add(new URL(path, `x:/${name}`).pathname.slice(1));
  const bytes = gzipSync([...reached].map((name) => plain(TEXTS.get(name))).join(''), { level: 9 }).length;
  assert.ok(reached.size > 8 && bytes <= 7.2 * 1024, `${bytes} bytes`);
});

test('no module is longer than 120 lines, and each begins by saying what it is', () => {
  each((text, name) => {
    assert.ok(text.split('\n').length <= 121, name);
    assert.match(text, /^\/\/ \S.*[.]\n/, name);
  });
});

test('no words become markup, and no text becomes code', () => {
  each((text, name) => {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b(?!: \{ first: )|new Function|javascript:/, name);
  });
});

test('everything imported is our own and is there', () => {
  each((text, name) => {
    for (const [, path] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      const file = new URL(path, new URL(name, STATIC)).href.replace(STATIC.href, '');
      assert.ok(path.startsWith('.') && TEXTS.has(file), `${name} imports ${path}`);
    }
  });
});

test('every exported function has a comment with its type', () => {
  each((text, name) => {
    for (const [line] of text.matchAll(/^(?:\/\*\*.*\n|.*\n)(?=export (?:async )?(?:function|const [a-z]))/gm)) {
      assert.match(line, /^\/\*\* .*@type/, `${name}: ${line}`);
    }
  });
});

test('every word a script asks for is on every page, and every word that pages bring is asked for', () => {
  const asked = new Set();
  each((text) => {
    for (const [call] of text.matchAll(/(?:word|show)\([^()]*?'[^()]*\)/g)) for (const [, key] of call.matchAll(/'([a-z-]+)'/g)) asked.add(key);
  });
  const brought = ['_words.html', '_journal_words.html'].flatMap((name) => (
    [...readFileSync(new URL(`../../web/templates/ui/${name}`, import.meta.url), 'utf8').matchAll(/data-word="([a-z-]+)"/g)].map(([, key]) => key)));
  assert.deepEqual([...asked].filter((key) => key !== 'yes').sort(), brought.sort());
  assert.ok(brought.length > 40 && new Set(brought).size === brought.length);
});

test('a word is taken from the page, with its values in place; one that is missing shows as its key', () => {
  const texts = { 'waiting-n': '{n} wait, {n} in all {here}' };
  const word = wordsFrom({ querySelector: (selector) => ({ textContent: texts[selector.match(/"(.*)"/)[1]] }) });
  assert.equal(word('waiting-n', { n: 0 }), '0 wait, 0 in all {here}');
  assert.equal(wordsFrom(undefined)('kept'), 'kept');
  assert.equal(word('kept'), 'kept');
});
