// One file with all that waits. It opens anywhere.
import { when } from '../small/small.js';

const SAFE = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text) => String(text).replace(/[&<>"]/g, (one) => SAFE[one]);
const STYLE = 'body{font:1.1rem/1.6 serif;max-width:38rem;margin:2rem auto;padding:0 1rem}pre{font:inherit;white-space:pre-wrap}img,audio{max-width:100%}';

/** @type {MediaText} */
function mediaText({ kind, data, label }) {
  return kind === 'voice' ? `<audio controls src="${safe(data)}" aria-label="${safe(label)}"></audio>` : `<img src="${safe(data)}" alt="${safe(label)}">`;
}

/** @type {FileText} */
export function fileText({ title, lead, lang, things }) {
  const articles = things.map(({ time, label, words, said, media }) => (
    `<article><h2>${safe(time)}</h2><p>${safe([label, said].filter(Boolean).join(' · '))}</p>`
    + `${words ? `<pre>${safe(words)}</pre>` : ''}${media.map(mediaText).join('')}</article>`));
  return `<!doctype html><html lang="${safe(lang)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">`
    + `<title>${safe(title)}</title><style>${STYLE}</style><h1>${safe(title)}</h1><p>${safe(lead)}</p>${articles.join('')}</html>`;
}

const dataOf = (blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsDataURL(blob);
});

/** @type {SaveCopy} */
export async function saveCopy(all, page) {
  const things = await Promise.all(all.map(async ({ time, label, words, item, media }) => ({
    time: when(time), label, words, said: item?.message,
    media: await Promise.all(media.map(async ({ blob, ...rest }) => ({ ...rest, data: await dataOf(blob) }))),
  })));
  const said = (selector) => page.querySelector(selector)?.textContent.trim() ?? '';
  const text = fileText({ title: said('h1'), lead: said('.sky .lead'), lang: page.documentElement.lang, things });
  const link = page.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  link.download = `tidemark-${new Date().toISOString().slice(0, 10)}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60e3);
}
