// Carries items to the server. What counts as kept is what an answer names.

/** @type {CreateDeliver} */
export const createDeliver = ({ fetch, readAlert }) => async ({ key, tag, path, body, bytes, type }) => {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      body: bytes ?? body,
      redirect: 'manual',
      signal: AbortSignal.timeout(bytes ? 120e3 : 30e3), // a slow line carries a piece in a minute
      headers: {
        'Content-Type': type ?? 'application/x-www-form-urlencoded',
        Accept: 'text/html',
        'Tidemark-Write': key,
        'Tidemark-Person': tag,
        'Tidemark-Sent': new Date().toISOString(), // so that a wrong clock is known
      },
    });
    const { status, headers } = answer;
    const text = await answer.text();
    if (answer.ok && headers.get('Tidemark-Kept') === key) {
      const then = headers.get('Tidemark-Then') ?? '';
      return { kind: 'kept', then: /^\/(?![/\\])/.test(then) ? then : '', epoch: headers.get('Tidemark-Epoch') ?? '' };
    }
    if (status === 401 || status === 403) return { kind: 'sign-in', status };
    if (![400, 404, 405, 409, 410, 413, 415, 422].includes(status)) return { kind: 'later', status };
    return { kind: 'refused', status, message: readAlert(text).replace(/\s+/g, ' ').trim() };
  } catch {
    return { kind: 'later' };
  }
};

/** @type {Backoff} */
export const backoff = (failures, random) => Math.min(300e3, 1000 * 2 ** (failures - 1)) * (0.75 + random() / 2);

/** @type {CreateSender} */
export function createSender(outbox, { clock, random = Math.random, onState }) {
  let failures = 0;
  let cancel;
  let line = Promise.resolve('');
  let queued;

  async function round() {
    cancel?.();
    const state = await outbox.flush().catch(() => 'cannot-read');
    const failed = state === 'later' || state === 'cannot-read';
    failures = failed ? failures + 1 : 0;
    if (failed) cancel = clock.after(backoff(failures, random), send);
    onState(state);
    return state;
  }
  function send() {
    queued ??= line = line.then(() => {
      queued = null;
      return round();
    });
    return queued;
  }
  return send;
}
