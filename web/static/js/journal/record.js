// Beside the words: a voice note, a picture, a drawing.
import { carry } from '../offline/form.js';
import { fieldOf } from '../offline/fields.js';
import { draftOf } from '../offline/drafts.js';
import { once } from '../offline/waiting.js';
import { listen } from '../small/small.js';
import { clipRow } from './clip_row.js';
import { createClips } from './clips.js';
import { drawing } from './drawing.js';
import { decode, drawOn, encodePicture } from './pictures.js';
import { createVoice } from './voice.js';

const MOST = { voice: 3, picture: 4 };

/** @type {Behaviour} */
export async function record(element, { storage, clock, tag, life, word }) {
  const form = element.closest('form');
  const field = fieldOf(form, 'media');
  if (!tag || !field) return undefined;
  const find = (name) => element.querySelector(`[data-${name}]`);
  const [button, note, list, sheet] = ['record', 'note', 'clips', 'drawing'].map(find);
  const clips = createClips({ storage, clock, tag, life, form: form.dataset.draft, from: location.pathname, word });
  const ids = () => field.value.split(' ').filter(Boolean);
  const say = (text) => { note.textContent = text; };
  let shown = [];
  let last;

  const fill = once(async () => {
    last = field.value;
    const mine = await clips.of(ids());
    const strays = (await clips.strays()).filter(({ key }) => !ids().includes(key));
    const rows = await Promise.all([...mine, ...strays].map((clip) => clipRow(clip, { clips, word, mine: mine.includes(clip), take, drop })));
    list.replaceChildren(...rows);
    shown = mine;
    mirror();
  });
  /** Whoever reads the letter sees and hears these too. */
  function mirror() {
    const said = form.querySelector('[data-beside]');
    if (!said) return;
    said.hidden = !shown.length;
    const what = shown.map(({ label }) => label).join(', ');
    said.textContent = word('with-it', { what });
  }
  /** Into the draft at once: it is this draft's from now on. */
  async function put(values) {
    field.value = [...new Set(values)].join(' ');
    const draft = draftOf(form);
    draft?.touched();
    await draft?.save();
    await fill();
  }
  async function take(id) {
    const kept = await clips.keep(id).catch(() => say(word('no-room')));
    await (kept ? put([...ids(), id]) : fill());
    return Boolean(kept);
  }
  async function drop(id) {
    await clips.remove(id);
    await put(ids().filter((one) => one !== id));
    button.focus();
  }
  const full = (kind) => shown.filter((clip) => clip.kind === kind).length >= MOST[kind] && (say(kind === 'voice' ? word('three-recordings') : word('four-pictures')), true);

  /** Answers whether it is kept. */
  async function addPicture(blob) {
    if (full('picture')) return false;
    let clip;
    try {
      clip = await clips.begin('picture', blob.type);
      await clips.append(clip, new Uint8Array(await blob.arrayBuffer()), 0);
    } catch {
      if (clip) clips.remove(clip.key).catch(() => {});
      say(word('no-room'));
      return false;
    }
    say('');
    return take(clip.key);
  }
  async function chosen({ target }) {
    for (const file of [...target.files]) {
      const { blob, wrong } = await encodePicture(file, { decode, draw: drawOn, word });
      await (blob ? addPicture(blob) : say(wrong));
    }
    target.value = '';
  }
  const openSheet = (open) => {
    sheet.hidden = !open;
    (open ? sheet.querySelector('button') : find('draw')).focus();
  };

  element.hidden = false;
  const voice = createVoice({ find, clips, clock, word, say, take, full: () => full('voice') });
  carry(form, async (entry) => {
    await voice.finish();
    return clips.pack(ids(), entry);
  });
  await fill();
  const stop = drawing(sheet, { keep: addPicture, close: () => openSheet(false) });
  const deaf = listen(
    [find('file'), 'change', chosen], [find('draw'), 'click', () => openSheet(true)],
    [form, 'input', () => field.value === last || fill()],
  );
  return () => deaf(stop(voice.stop()));
}
