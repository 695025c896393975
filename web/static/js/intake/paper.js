// A paper or photo: onto this phone first, then to the clinic.
import { createClips } from '../journal/clips.js';
import { decode, drawOn, encodePicture, PDF } from '../journal/pictures.js';
import { listen } from '../small/small.js';

/** @type {Behaviour} */
export function paper(form, { storage, clock, tag, life, word, outbox, soon, go }) {
  const { of } = form.dataset;
  const [line, field] = ['[role=status]', '[type=file]'].map((selector) => form.querySelector(selector));
  const say = (text) => { line.textContent = text; };
  const clips = createClips({ storage, clock, tag, life, form: of, from: location.pathname, word });
  let busy = false;

  async function send() {
    const { blob, wrong } = await encodePicture(field.files[0], { decode, draw: drawOn, word, papers: true });
    if (!blob) return say(wrong);
    const clip = await clips.begin(blob.type === PDF ? 'paper' : 'picture', blob.type);
    await clips.append(clip, new Uint8Array(await blob.arrayBuffer()), 0);
    const { parts: [start, ...rest], alongside } = await clips.pack([clip.key], of, '/intake/papers');
    await outbox.add(start, alongside, rest);
    form.reset();
    say(word('on-phone'));
    if (await soon() === 'done') go(location.pathname); // this page may not be in the pocket
    return undefined;
  }
  return listen([form, 'submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    await send().catch(() => say(word('no-room')));
    busy = false;
  }]);
}
