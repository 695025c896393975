// One recording or picture in a row.
import { make } from '../small/small.js';
import { clockText } from './clips.js';

/** @type {Player} */
export function player(kind, blob, label) {
  const node = make(kind === 'voice' ? 'audio' : 'img', '');
  node.src = URL.createObjectURL(blob);
  if (kind === 'voice') {
    node.controls = true;
    node.ariaLabel = label;
  } else node.alt = label;
  return node;
}

/** @type {Press} */
export function press(text, act, className = 'button second') {
  const button = make('button', className, text);
  button.type = 'button';
  button.onclick = () => act(button);
  return button;
}

/** Asks once more before it is gone. @type {TwicePressed} */
export const twice = (first, second, act) => press(first, (button) => {
  if (button.dataset.sure) return act();
  button.dataset.sure = 'yes';
  button.textContent = second;
  return undefined;
}, 'button text');

/** @type {ClipRow} */
export async function clipRow(clip, { clips, word, mine, take, drop }) {
  const { label } = clip;
  const time = clockText(clip.seconds);
  const lost = clip.kind === 'voice' ? word('was-interrupted', { time }) : word('was-left');
  const blob = await clips.read(clip);
  return make('li', 'clip', make('p', '', mine ? label : lost), ...(blob ? [player(clip.kind, blob, label)] : []),
    make('div', 'bar', ...(mine ? [] : [press(word('keep-it'), () => take(clip.key))]), twice(word('remove'), word('remove-sure'), () => drop(clip.key))));
}
