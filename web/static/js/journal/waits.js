// All that this phone has and the clinic has not.
import { ownerOf } from '../account/sign_out.js';
import { once, rowOf, thingsOf, wordsIn } from '../offline/waiting.js';
import { listen, make, when } from '../small/small.js';
import { player, press, twice } from './clip_row.js';
import { blobOf } from './clips.js';
import { saveCopy } from './copy_file.js';

const MEDIA = ['voice', 'picture'];

/** @type {Behaviour} */
export function waits(element, { storage, tag, word, tell, soon }) {
  const owner = ownerOf(tag);
  const find = (name) => element.querySelector(`[data-${name}]`);
  const [list, drafts, none, others, save, signIn] = ['list', 'drafts', 'none', 'others', 'save', 'sign-in'].map(find);
  let all = [];

  async function playerOf(id, kind, type, label) {
    const blob = await blobOf(storage, id, type).catch(() => undefined);
    return blob ? [{ blob, kind, label }] : [];
  }

  async function fromOutbox(item, items) {
    const start = item.media && items.find((one) => one.media === item.media && MEDIA.includes(one.kind));
    const fields = new URLSearchParams(item.body);
    return {
      item, time: item.written ?? item.at, label: item.label,
      words: wordsIn(fields), media: start ? await playerOf(item.media, start.kind, new URLSearchParams(start.body).get('type'), item.label) : [],
      gone: [...[item, ...items.filter(({ media }) => media && media === item.media)].map(({ key }) => ({ store: 'outbox', remove: key })),
        ...(item.media ? [{ store: 'bytes', under: `${item.media} ` }] : [])],
    };
  }
  const fromDraft = (one) => ({
    time: one.at, words: wordsIn(one.fields ?? []), from: one.from, label: word('not-finished'), media: [], gone: [{ store: 'drafts', remove: one.key }],
  });
  const fromClip = async ({ key, at, kind, type, label }) => ({
    time: at, words: '', from: '/journal/write', label, media: await playerOf(key, kind, type, label),
    gone: [{ store: 'clips', remove: key }, { store: 'bytes', under: `${key} ` }],
  });

  async function change(operations) {
    await storage.write(operations).catch(() => {});
    tell();
    if (tag) soon();
  }
  const letGo = ({ gone }) => twice(word('let-go'), word('let-go-sure'), () => change(gone));
  const players = ({ media }) => media.map(({ kind, blob, label }) => player(kind, blob, label));
  function waitingRow(thing) {
    const { item } = thing;
    const again = () => change([{ store: 'outbox', put: { ...item, state: 'waiting', status: 0, message: '' } }]);
    const mend = item.state === 'refused' ? [make('div', 'bar', press(word('send-again'), again), letGo(thing))] : [];
    const more = item.kind !== 'entry' && thing.words ? [make('p', 'said', thing.words)] : [];
    const row = rowOf(item, word, ...more, ...players(thing));
    row.lastChild.append(...mend);
    return row;
  }
  function draftRow(thing) {
    const link = make('a', 'button second', word('go-on'));
    link.href = thing.from ?? '/journal/write';
    return make('li', '', make('p', 'day', when(thing.time, { timeStyle: 'short' }), make('small', '', when(thing.time, { day: 'numeric', month: 'short' }))),
      make('div', '', make('p', 'said', thing.words || thing.label), ...players(thing), make('div', 'bar', link, letGo(thing))));
  }

  async function read() {
    const items = (await storage.all('outbox', owner)).sort((a, b) => a.order - b.order);
    const begun = (await storage.all('drafts', owner)).map(fromDraft).filter(({ words }) => words.trim());
    const clips = (await storage.all('clips', owner)).filter(({ rows }) => rows);
    return [await Promise.all(thingsOf(items).map((item) => fromOutbox(item, items))), [...begun, ...await Promise.all(clips.map(fromClip))]];
  }
  const fill = once(async () => {
    const everybodys = [...await storage.all('outbox'), ...await storage.all('drafts')];
    const [sending, begun] = owner ? await read() : [[], []];
    all = [...sending, ...begun];
    list.replaceChildren(...sending.map(waitingRow));
    drafts.replaceChildren(...begun.map(draftRow));
    drafts.parentElement.hidden = !begun.length;
    list.hidden = !sending.length;
    others.hidden = !everybodys.some(({ tag: whose }) => whose !== owner);
    none.hidden = Boolean(all.length) || (!owner && !others.hidden);
    save.hidden = !all.length;
    signIn.hidden = Boolean(tag) || !everybodys.length;
  });
  const show = () => fill().catch(() => list.replaceChildren(make('li', '', word('cannot-read'))));
  show();
  return listen([window, 'tidemark', show], [save, 'click', () => saveCopy(all, document)]);
}
