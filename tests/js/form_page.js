// A phone with one form on it: just enough of a page to write and submit.
import { draft } from '../../web/static/js/offline/typing.js';
import { outbox as behaviour } from '../../web/static/js/offline/form.js';
import { createLife } from '../../web/static/js/offline/life.js';
import { createOutbox } from '../../web/static/js/offline/outbox.js';
import { createDeliver, createSender } from '../../web/static/js/offline/sending.js';
import { fakeClock, fakeLocks, fakeServer, fakeStorage, settled } from './fakes.js';

globalThis.window = { addEventListener() {}, removeEventListener() {} };
globalThis.document = { addEventListener() {}, removeEventListener() {} };
globalThis.location = { pathname: '/journal/write', href: 'https://clinic.example/journal/write' };
Object.defineProperty(globalThis, 'navigator', { value: { storage: { persist: async () => true } }, configurable: true });
globalThis.FormData = class {
  constructor(form) { this.pairs = form.elements.map(({ name, value }) => [name, value]); }

  get(name) { return this.pairs.find(([key]) => key === name)?.[1] ?? null; }

  [Symbol.iterator]() { return this.pairs[Symbol.iterator](); }
};

export class Form extends EventTarget {
  constructor(data = {}, names = ['id', 'event', 'written_at']) {
    super();
    this.dataset = { kind: 'entry', then: '/journal', ...data };
    this.enctype = '';
    this.status = { text: '', replaceChildren(text) { this.text = text; } };
    this.rescue = { hidden: true, removeAttribute() { this.hidden = false; } };
    this.words = { type: 'textarea', name: 'body', value: '', defaultValue: '' };
    this.elements = [...names.map((name) => ({ type: 'hidden', name, value: '' })), this.words];
  }

  field(name) { return this.elements.find((one) => one.name === name); }

  getAttribute() { return '/journal/entries'; }

  querySelector(selector) { return selector === '[data-rescue]' ? this.rescue : this.status; }

  reset() { this.words.value = ''; }
}

/** A phone with one form on it, woken. */
export function openForm({ data, names, storage = fakeStorage(), server = fakeServer(), again = null, tag = 'mara' } = {}) {
  const clock = fakeClock();
  const locks = fakeLocks();
  const deliver = createDeliver({ fetch: server.fetch, readAlert: (html) => html });
  const outbox = createOutbox({ storage, deliver, locks, clock, tag, changed() {} });
  const send = createSender(outbox, { clock, onState() {} });
  const soon = () => Promise.race([send(), new Promise((done) => { clock.after(5000, done); })]);
  const form = new Form(data, names);
  const went = [];
  const go = (path) => went.push(path);
  const tools = { again, outbox, soon, storage, deliver, clock, tag, word: (key) => `[${key}]`, go, life: createLife({ locks, id: 'one' }) };
  behaviour(form, tools);
  const rest = async () => { for (let i = 0; i < 5; i += 1) await settled(); };
  async function submit(words) {
    if (words) form.words.value = words;
    form.dispatchEvent(Object.assign(new Event('submit', { cancelable: true }), { submitter: null }));
    await rest();
  }
  const sent = () => server.bodies().map((body) => Object.fromEntries(new URLSearchParams(body)));
  const hidden = () => form.elements.slice(0, 3).map(({ value }) => value);
  const wake = () => {
    draft(form, tools);
    return rest();
  };
  return { form, storage, server, outbox, clock, went, submit, sent, hidden, wake, rest };
}
export const refusal = (status, text = 'Please make it shorter.') => () => new Response(text, { status });
