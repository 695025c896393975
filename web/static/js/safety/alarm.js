// An answer that needs a person is told the moment it is chosen, before everything else that waits (Y-30).
import { listen, uuid7 } from '../small/small.js';

/** @type {Behaviour} */
export function alarm(form, { outbox, soon, clock, tag }) {
  return listen([form, 'change', async ({ target }) => {
    if (!tag || !target.dataset.then) return;
    const now = clock.now();
    const field = form.elements.alarm;
    field.value ||= uuid7(now); // the answers carry it too, so that it is told once
    const fields = { id: field.value, value: target.value, written_at: new Date(now).toISOString() };
    const { alarm: path, label } = form.dataset;
    await outbox.add({ key: uuid7(now), path, body: `${new URLSearchParams(fields)}`, kind: 'alarm', label, group: '', order: 0, from: location.pathname });
    soon();
  }]);
}
