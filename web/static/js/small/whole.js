// A questionnaire is sent whole: before that, the way leads to the first question without an answer.
import { listen } from './small.js';

/** Stands before `outbox` in its form's behaviours, and so hears of a submit first. @type {Behaviour} */
export function whole(form) {
  const { then } = form.dataset;
  return listen([form, 'submit', (event) => {
    const [open] = form.querySelectorAll('.ask:has(:invalid)');
    for (const line of form.querySelectorAll('.ask:has(:invalid) [data-missing]')) line.hidden = false;
    form.dataset.then = form.querySelector('[data-then]:checked')?.dataset.then ?? then;
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.hash = open.id;
    open.focus();
  }]);
}
