// Sharing a passage: what is marked is what will be seen.
import { listen } from '../small/small.js';

/** What is marked of `body`, as it stands there; '' when the mark is elsewhere. @type {MarkedIn} */
export function markedIn(body, selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return '';
  const range = selection.getRangeAt(0);
  return body.contains(range.commonAncestorContainer) ? range.toString().trim() : '';
}

/** @type {Behaviour} */
export function mark(form) {
  const find = (selector) => form.querySelector(selector);
  const [body, take, passage, part] = ['[data-body]', '[data-take]', '[name=passage]', '[name=part][value=passage]'].map(find);
  if (!take || !body) return undefined;
  const whole = body.textContent;
  let marked = '';

  function show() {
    const only = part.checked && passage.value.trim();
    body.textContent = only || whole;
    for (const line of form.querySelectorAll('[data-whole]')) line.hidden = Boolean(only);
  }
  function look() {
    const found = markedIn(body, getSelection());
    if (!found && document.activeElement === take) return;
    marked = found;
    take.hidden = !marked;
  }
  function put() {
    passage.value = marked;
    part.checked = true;
    show();
    take.hidden = true;
    passage.focus();
  }
  show();
  return listen([document, 'selectionchange', look], [take, 'pointerdown', (event) => event.preventDefault()], [take, 'click', put],
    [form, 'change', show], [passage, 'input', () => {
      part.checked = Boolean(passage.value.trim()) || part.checked;
      show();
    }]);
}
